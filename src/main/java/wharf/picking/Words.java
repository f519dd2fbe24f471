package wharf.picking;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import wharf.shared.Problem;

/** What the floor says, in the language of whoever works there: English or Spanish. For templates. */
public final class Words {
    static final Locale SPANISH = Locale.of("es");

    private final Locale locale;
    private final ResourceBundle bundle;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "i18n.floor",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** {@code es} is Spanish, all else English. */
    public static Words in(String language) {
        return new Words(language.equals("es") ? SPANISH : Locale.ROOT);
    }

    public String language() {
        return locale.equals(SPANISH) ? "es" : "en";
    }

    public String otherLanguage() {
        return locale.equals(SPANISH) ? "en" : "es";
    }

    public String say(String key, Object... values) {
        var format = new MessageFormat(bundle.getString(key), locale.equals(SPANISH) ? locale : Locale.ENGLISH);
        return format.format(values);
    }

    /** A refusal in this language where it is known, with what the refusal itself says. */
    String refused(Problem problem) {
        var key = "refused." + problem.code();
        if (!bundle.containsKey(key)) return problem.message();
        return locale.equals(SPANISH) ? say(key) : say(key) + " " + problem.message();
    }
}

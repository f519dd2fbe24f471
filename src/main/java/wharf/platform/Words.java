package wharf.platform;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;
import wharf.shared.Problem;

/**
 * What the floor says, in the language of whoever works there: English or Spanish. The language is in a cookie, set when somebody signs in
 * or chooses it. For templates.
 */
public final class Words {
    /** The cookie that holds the language, on the paths of the floor. */
    public static final String COOKIE = "wharf-floor-language";

    private static final Locale SPANISH = Locale.of("es");

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

    /** In the language of the request being answered. */
    public static Words here() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes))
            return in("");
        var cookie = WebUtils.getCookie(attributes.getRequest(), COOKIE);
        return in(cookie == null ? "" : cookie.getValue());
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

    /** What an entry of the menu is called on the floor: by its path, where that is known. */
    public String menu(String path, String label) {
        var key = "menu." + path.replace("/floor/", "");
        return bundle.containsKey(key) ? say(key) : label;
    }

    /** What a constant of a family is called, such as {@code returns.reason} and {@code CHANGED_MIND}; one that nobody named as plain words. */
    public String named(String family, String constant) {
        var key = family + "." + constant;
        return bundle.containsKey(key) ? say(key) : Shown.words(constant);
    }

    /** A refusal in this language where it is known, with what the refusal itself says. */
    public String refused(Problem problem) {
        var key = "refused." + problem.code();
        if (!bundle.containsKey(key)) return problem.message();
        return locale.equals(SPANISH) ? say(key) : say(key) + " " + problem.message();
    }
}

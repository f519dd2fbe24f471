package wharf.demo.tour;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What the guide says, in the language of the page that it stands on: English, Spanish, Portuguese or French. For templates. */
public final class GuideWords {
    private static final List<String> LANGUAGES = List.of("en", "es", "pt", "fr");
    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private GuideWords(String language) {
        this.locale = Locale.forLanguageTag(language);
        this.bundle = ResourceBundle.getBundle("i18n.guide", locale, NO_OTHER_LANGUAGE);
    }

    /** @param language as a page says its own; all others than those there are words for are English */
    static GuideWords in(@Nullable String language) {
        var said = language == null ? "" : language.toLowerCase(Locale.ROOT);
        return new GuideWords(
                LANGUAGES.stream().filter(said::startsWith).findFirst().orElse("en"));
    }

    /** A sentence by its key, with what is filled in. */
    record Text(String key, List<Object> values) {
        static Text of(String key, Object... values) {
            return new Text(key, List.of(values));
        }
    }

    /** A sentence that there is in English only, such as the reason of a decision: left out of what is said in another language. */
    record InEnglish(String text) {}

    public String language() {
        return locale.getLanguage();
    }

    public String say(String key, Object... values) {
        var filled = Arrays.stream(values).map(this::filled).toArray();
        return new MessageFormat(bundle.getString(key), locale)
                .format(filled)
                .replace("  ", " ")
                .strip();
    }

    String say(Text text) {
        return say(text.key(), text.values().toArray());
    }

    private Object filled(Object value) {
        if (value instanceof InEnglish english) return language().equals("en") ? english.text() : "";
        return value.toString();
    }
}

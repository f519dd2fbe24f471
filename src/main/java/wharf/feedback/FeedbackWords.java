package wharf.feedback;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What shoppers are asked, in English, Spanish, Portuguese or French ({@code i18n/feedback*.properties}). For templates. */
public final class FeedbackWords {
    static final List<String> LANGUAGES = List.of("en", "es", "pt", "fr");

    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private FeedbackWords(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle("i18n.feedback", locale, NO_OTHER_LANGUAGE);
    }

    /** Unknown languages read English. */
    public static FeedbackWords in(@Nullable String tag) {
        var language = tag == null ? "en" : Locale.forLanguageTag(tag).getLanguage();
        return new FeedbackWords(LANGUAGES.contains(language) ? Locale.of(language) : Locale.ENGLISH);
    }

    public String language() {
        return locale.getLanguage();
    }

    public String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** Stars for who cannot see them: {@code 4 of 5 stars}. */
    public String stars(int stars) {
        return say("stars", stars);
    }

    /** {@code 4.5}, as the language writes it. */
    public String average(double average) {
        return String.format(locale, "%.1f", average);
    }

    public String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atOffset(ZoneOffset.UTC));
    }
}

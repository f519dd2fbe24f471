package wharf.returns.web;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import wharf.returns.ReturnReason;
import wharf.shared.Money;

/** What the shopper's pages say: English, Spanish, Portuguese or French. For templates. */
public final class ReturnWords {
    /** Language codes with the names their speakers give them. */
    public static final List<String> LANGUAGES = List.of("en", "es", "pt", "fr");

    private static final ResourceBundle.Control NO_OTHER_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final Locale locale;
    private final ResourceBundle bundle;

    private ReturnWords(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle("i18n.returns", locale, NO_OTHER_LANGUAGE);
    }

    /** The first of these languages that there are words for; English otherwise. */
    static ReturnWords in(@Nullable String wished, String otherwise) {
        for (var tag : new String[] {wished, otherwise}) {
            if (tag == null || tag.length() < 2) continue;
            var language = tag.substring(0, 2).toLowerCase(Locale.ROOT);
            if (LANGUAGES.contains(language)) return new ReturnWords(Locale.forLanguageTag(language));
        }
        return new ReturnWords(Locale.ENGLISH);
    }

    public String language() {
        return locale.getLanguage();
    }

    public String say(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), locale).format(values);
    }

    /** A sentence that may not be there; null then. */
    @Nullable
    String known(String key) {
        return bundle.containsKey(key) ? say(key) : null;
    }

    public String reason(ReturnReason reason) {
        var known = known("reason." + reason.code());
        if (known != null) return known;
        return reason.label() == null ? reason.code() : reason.label();
    }

    public String languageName(String code) {
        var other = Locale.forLanguageTag(code);
        var name = other.getDisplayLanguage(other);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    public String money(Money money) {
        try {
            var currency = Currency.getInstance(money.currency());
            int digits = Math.max(0, currency.getDefaultFractionDigits());
            var format = NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(currency);
            format.setMinimumFractionDigits(digits);
            format.setMaximumFractionDigits(digits);
            return format.format(BigDecimal.valueOf(money.minor(), digits));
        } catch (IllegalArgumentException unknown) {
            return money.toString();
        }
    }

    public String money(long minor, String currency) {
        return money(Money.of(minor, currency));
    }

    public String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atOffset(ZoneOffset.UTC));
    }
}

package wharf.delivery;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import wharf.shared.Money;

/** What shoppers' pages say, in English, Spanish, Portuguese or French, from {@code i18n/track*.properties}. For templates. */
public final class Words {
    private static final ResourceBundleMessageSource BUNDLE = bundle();

    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
    }

    /** In that language, or English where there is nothing in it. */
    public static Words in(Locale locale) {
        return new Words(locale);
    }

    private static ResourceBundleMessageSource bundle() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("i18n/track");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    public String say(String key, Object... values) {
        return BUNDLE.getMessage(key, values, locale);
    }

    /** The language that is really spoken, for the page's {@code lang}. */
    public String language() {
        return say("language");
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(spoken())
                .format(day);
    }

    /** Day, time and the zone in which they are meant. */
    public String time(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(spoken())
                        .format(local)
                + " " + DateTimeFormatter.ofPattern("zzz", spoken()).format(local);
    }

    public String money(Money money) {
        var format = NumberFormat.getCurrencyInstance(spoken());
        var currency = Currency.getInstance(money.currency());
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(money.minor(), digits));
    }

    private Locale spoken() {
        return language().equals(locale.getLanguage()) ? locale : Locale.forLanguageTag(language());
    }
}

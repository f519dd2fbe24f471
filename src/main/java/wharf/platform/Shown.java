package wharf.platform;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wharf.shared.Money;

/** How values are written on screens. Times are UTC here; the browser turns them into the reader's zone. */
public final class Shown {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, d MMMM yyyy", Locale.ENGLISH);

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private static final Pattern ISO_DAY = Pattern.compile("\\b\\d{4}-\\d\\d-\\d\\d\\b");

    private Shown() {}

    /** {@code 1,234.50 USD}. */
    public static String money(long minor, String currency) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        int digits = digits(currency);
        format.setMinimumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(minor, digits)) + " " + currency;
    }

    public static String money(Money money) {
        return money(money.minor(), money.currency());
    }

    /** {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 unit}, {@code 1,200 units}; for English words that take an s. */
    public static String count(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }

    /** {@code 1234.50}, for spreadsheets. */
    public static BigDecimal amount(long minor, String currency) {
        return BigDecimal.valueOf(minor, digits(currency));
    }

    /** {@code 2026-03-02 15:04}, in UTC. */
    public static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    /** {@code 2026-03-02 10:04 America/New_York}. */
    public static String minute(Instant instant, ZoneId zone) {
        return MINUTE.withZone(zone).format(instant) + " " + zone;
    }

    /** As the reader's country writes it: {@code Mar 2, 2026, 10:04 AM}. */
    public static String local(Instant instant, ZoneId zone, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(instant);
    }

    /** {@code Mon, 2 March 2026}. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** As the reader's country writes a day: {@code Mar 2, 2026}. */
    public static String day(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(day);
    }

    /** {@code Wed 15:30}, in the time's own zone. */
    public static String clock(ZonedDateTime at) {
        return DAY_AND_TIME.format(at);
    }

    /** {@code 45 min} or {@code 3 h 05 min}. */
    public static String minutes(long minutes) {
        return minutes < 60 ? minutes + " min" : "%d h %02d min".formatted(minutes / 60, minutes % 60);
    }

    /** How long ago, in its largest unit: {@code 3 d}, {@code 4 h}, {@code 12 min}, {@code now}. */
    public static String age(Instant then, Instant now) {
        var age = Duration.between(then, now);
        if (age.toDays() > 0) return age.toDays() + " d";
        if (age.toHours() > 0) return age.toHours() + " h";
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : "now";
    }

    /** {@code IN_FULFILMENT} becomes {@code In fulfilment}. */
    public static String words(String constant) {
        if (constant.isEmpty()) return constant;
        var words = constant.replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** A carrier with its service, {@code DEMO TWO_DAY}, becomes {@code DEMO Two day}; a service alone {@code Two day}. */
    public static String service(String offer) {
        int carrier = offer.lastIndexOf(' ') + 1;
        return offer.substring(0, carrier) + words(offer.substring(carrier));
    }

    /** A sentence whose days, {@code 2026-03-02}, are written as the reader's country writes them. */
    public static String days(String text, Locale locale) {
        return ISO_DAY.matcher(text).replaceAll(found -> {
            try {
                return Matcher.quoteReplacement(day(LocalDate.parse(found.group()), locale));
            } catch (DateTimeException noDay) {
                return found.group();
            }
        });
    }

    /** With a capital at its beginning. */
    public static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** {@code costMinor} becomes {@code Cost minor}. */
    public static String name(String camel) {
        return words(camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_"));
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }
}

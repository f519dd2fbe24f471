package wharf.yours.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Patterns of dates that tables come with, and the reading of them. Names are what a person is shown and may choose. */
public final class Dates {
    /** Seconds or milliseconds since 1970. */
    public static final String EPOCH = "seconds or milliseconds since 1970";

    private static final LocalDate EARLIEST = LocalDate.of(1990, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2100, 1, 1);
    private static final Map<String, DateTimeFormatter> PATTERNS = new LinkedHashMap<>();

    static {
        for (var pattern : List.of(
                "yyyy-MM-dd",
                "yyyy/MM/dd",
                "dd/MM/yyyy",
                "MM/dd/yyyy",
                "dd-MM-yyyy",
                "MM-dd-yyyy",
                "dd.MM.yyyy",
                "dd/MM/yy",
                "MM/dd/yy",
                "yyyyMMdd",
                "d MMM yyyy",
                "MMM d, yyyy",
                "EEE MMM d yyyy")) PATTERNS.put(pattern, formatter(pattern));
    }

    private Dates() {}

    /** All patterns a person can choose from. */
    public static List<String> patterns() {
        var names = new java.util.ArrayList<>(PATTERNS.keySet());
        names.add(EPOCH);
        return names;
    }

    /** A pattern as a person reads it, by what the thirtieth of November looks like: {@code as 30/11/2026}. */
    public static String shown(String pattern) {
        return pattern.equals(EPOCH)
                ? pattern
                : "as " + DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(LocalDate.of(2026, 11, 30));
    }

    private static DateTimeFormatter formatter(String pattern) {
        var day = pattern.equals("yyyyMMdd")
                ? pattern.replace("yyyy", "uuuu")
                : pattern.replace("dd", "d")
                        .replace("yyyy", "uuuu")
                        .replace("yy", "uu")
                        .replaceAll("(?<!M)MM(?!M)", "M");
        // A time may follow, with seconds, fractions, AM or PM, and a zone.
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(day)
                .appendPattern("['T'][','][' ']")
                .appendPattern("[h:mm[:ss][' ']a][H:mm[:ss]]")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .appendPattern("[' '][XXX][XX][X]['UTC']['GMT'][' 'z]")
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** What these texts are written in, and whether another pattern with day and month exchanged would do as well. */
    public record Found(String pattern, boolean ambiguous, double share) {}

    /** The pattern most of the texts follow; empty when fewer than half of them follow one. */
    public static Optional<Found> find(Collection<String> texts, boolean dayFirst) {
        var given = texts.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        if (given.isEmpty()) return Optional.empty();
        Found best = null;
        for (var pattern : patterns()) {
            double share = share(pattern, given);
            if (share < 0.5) continue;
            if (best == null || share > best.share()) best = new Found(pattern, false, share);
        }
        return Optional.ofNullable(best).map(found -> unsure(found, given, dayFirst));
    }

    private static Found unsure(Found found, List<String> given, boolean dayFirst) {
        var other = exchanged(found.pattern());
        if (other == null || share(other, given) < found.share()) return found;
        boolean foundDayFirst = found.pattern().startsWith("d");
        return new Found(foundDayFirst == dayFirst ? found.pattern() : other, true, found.share());
    }

    private static @Nullable String exchanged(String pattern) {
        if (pattern.startsWith("dd/MM") || pattern.startsWith("dd-MM"))
            return "MM" + pattern.charAt(2) + "dd" + pattern.substring(5);
        if (pattern.startsWith("MM/dd") || pattern.startsWith("MM-dd"))
            return "dd" + pattern.charAt(2) + "MM" + pattern.substring(5);
        return null;
    }

    private static double share(String pattern, List<String> given) {
        long fit = given.stream()
                .filter(text -> parse(text, pattern, ZoneId.of("UTC")).isPresent())
                .count();
        return (double) fit / given.size();
    }

    /** The moment a text means; a time without zone is local to {@code zone}, a day alone is its noon. Empty when it is none. */
    public static Optional<Instant> parse(String text, String pattern, ZoneId zone) {
        var stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > 60) return Optional.empty();
        try {
            var found = pattern.equals(EPOCH) ? epoch(stripped) : moment(stripped, pattern, zone);
            var day = LocalDate.ofInstant(found, zone);
            return day.isBefore(EARLIEST) || day.isAfter(LATEST) ? Optional.empty() : Optional.of(found);
        } catch (DateTimeException | ArithmeticException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Instant epoch(String text) {
        if (!text.matches("[0-9]{9,10}|[0-9]{12,13}")) throw new NumberFormatException(text);
        long number = Long.parseLong(text);
        return text.length() > 10 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static Instant moment(String text, String pattern, ZoneId zone) {
        var formatter = Objects.requireNonNull(PATTERNS.get(pattern), pattern);
        var parsed = formatter.parse(text);
        var day = parsed.query(LocalDate::from);
        var time = time(parsed);
        var offset = parsed.query(TemporalQueries.offset());
        if (offset != null) return OffsetDateTime.of(day, time, offset).toInstant();
        var named = parsed.query(TemporalQueries.zoneId());
        boolean utc = text.endsWith("UTC") || text.endsWith("GMT");
        return LocalDateTime.of(day, time)
                .atZone(named != null ? named : utc ? ZoneId.of("UTC") : zone)
                .toInstant();
    }

    private static LocalTime time(TemporalAccessor parsed) {
        var time = parsed.query(TemporalQueries.localTime());
        return time == null ? LocalTime.NOON : time;
    }
}

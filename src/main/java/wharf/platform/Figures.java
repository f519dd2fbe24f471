package wharf.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * Named figures of facts and decisions as people read them: {@code costMinor} and {@code currency} become an amount, {@code walkMm} a
 * length, times and days are written as the reader's country writes them, constants become words, ids are left out.
 */
public final class Figures {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z]{2,}(_[A-Z]+)*\\b");
    private static final Pattern TWO_WORDS = Pattern.compile("\\b[A-Z]+(_[A-Z]+)+\\b");
    private static final String MINOR = "Minor";
    private static final int METRE = 1000;

    /** Figures whose values are constants even where they are one word: of a carrier's or a site's code nobody can tell. */
    private static final Set<String> CONSTANTS =
            Set.of("service", "kind", "state", "reasons", "decision", "payer", "channel", "template", "milestone");

    private static final Map<String, String> UNITS = Map.of(
            "Miles", "miles", "Grams", "g", "Metres", "m", "Km", "km", "Minutes", "min", "Seconds", "s", "Days",
            "days");
    private static final Map<String, String> NAMED =
            Map.of("EMAIL", "e-mail", "TEXT", "text message", "NPS", "NPS", "CSAT", "CSAT");

    private Figures() {}

    /** By name without its unit, such as {@code cost}; in the order given; times in UTC. */
    public static Map<String, String> shown(Map<String, ? extends @Nullable Object> figures) {
        return shown(figures, null, Locale.ENGLISH);
    }

    /** @param zone of the reader; null when nobody knows it */
    public static Map<String, String> shown(
            Map<String, ? extends @Nullable Object> figures, @Nullable ZoneId zone, Locale locale) {
        var currency = figures.get("currency") instanceof String code && code.matches("[A-Z]{3}") ? code : null;
        boolean amounts = currency != null && figures.keySet().stream().anyMatch(name -> name.endsWith(MINOR));
        var shown = new LinkedHashMap<String, String>();
        figures.forEach((name, value) -> {
            if (value == null || ID.matcher(value.toString()).matches()) return;
            if (value instanceof Collection<?> none && none.isEmpty()) return;
            if (amounts && name.equals("currency")) return;
            if (value instanceof Number number && measured(shown, name, number, currency)) return;
            shown.put(name, text(name, value, zone, locale));
        });
        return shown;
    }

    private static boolean measured(Map<String, String> shown, String name, Number value, @Nullable String currency) {
        if (name.endsWith(MINOR) && currency != null) {
            shown.put(without(name, MINOR), Shown.money(Money.of(value.longValue(), currency)));
            return true;
        }
        if (name.endsWith("Mm") && name.length() > 2) {
            shown.put(without(name, "Mm"), length(value.longValue()));
            return true;
        }
        for (var unit : UNITS.entrySet()) {
            if (name.endsWith(unit.getKey()) && name.length() > unit.getKey().length()) {
                shown.put(without(name, unit.getKey()), value + " " + unit.getValue());
                return true;
            }
        }
        return false;
    }

    private static String length(long mm) {
        return mm < METRE ? mm + " mm" : "%.1f m".formatted(mm / (double) METRE);
    }

    private static String without(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private static String text(String name, Object value, @Nullable ZoneId zone, Locale locale) {
        if (value instanceof Collection<?> several)
            return several.stream().map(one -> words(name, String.valueOf(one))).collect(Collectors.joining(", "));
        var text = value.toString();
        try {
            if (DAY.matcher(text).matches()) return Shown.day(LocalDate.parse(text), locale);
            if (text.endsWith("Z") && text.length() >= "2026-01-01T00:00Z".length()) {
                var at = Instant.parse(text);
                return zone == null ? Shown.minute(at) + " UTC" : Shown.local(at, zone, locale);
            }
        } catch (DateTimeException neither) {
            return text;
        }
        return words(name, text);
    }

    private static String words(String name, String text) {
        if (name.equals("template")) return Shown.name(text);
        var constants = CONSTANTS.contains(name) ? CONSTANT : TWO_WORDS;
        return constants
                .matcher(text)
                .replaceAll(found -> NAMED.getOrDefault(found.group(), Shown.words(found.group())));
    }
}

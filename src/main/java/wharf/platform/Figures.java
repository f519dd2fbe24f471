package wharf.platform;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * Named figures of facts and decisions as people read them: {@code costMinor} and {@code currency} become an amount, {@code walkMm} a
 * length, times lose their seconds, ids are left out.
 */
public final class Figures {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String MINOR = "Minor";
    private static final List<String> UNITS =
            List.of("Mm", "Miles", "Grams", "Metres", "Km", "Minutes", "Seconds", "Days");

    private Figures() {}

    /** By name without its unit, such as {@code cost}; in the order given. */
    public static Map<String, String> shown(Map<String, ? extends @Nullable Object> figures) {
        var currency = figures.get("currency") instanceof String code && code.matches("[A-Z]{3}") ? code : null;
        boolean amounts = currency != null && figures.keySet().stream().anyMatch(name -> name.endsWith(MINOR));
        var shown = new LinkedHashMap<String, String>();
        figures.forEach((name, value) -> {
            if (value == null || ID.matcher(value.toString()).matches()) return;
            if (amounts && name.equals("currency")) return;
            add(shown, name, value, currency);
        });
        return shown;
    }

    private static void add(Map<String, String> shown, String name, Object value, @Nullable String currency) {
        if (name.endsWith(MINOR) && currency != null && value instanceof Number amount) {
            shown.put(without(name, MINOR), Shown.money(Money.of(amount.longValue(), currency)));
            return;
        }
        if (value instanceof Number) {
            for (var unit : UNITS) {
                if (name.endsWith(unit) && name.length() > unit.length()) {
                    shown.put(without(name, unit), value + " " + unit.toLowerCase(java.util.Locale.ROOT));
                    return;
                }
            }
        }
        shown.put(name, time(value.toString()));
    }

    private static String without(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }

    private static String time(String text) {
        if (!text.endsWith("Z") || text.length() < "2026-01-01T00:00Z".length()) return text;
        try {
            return Shown.minute(Instant.parse(text)) + " UTC";
        } catch (java.time.format.DateTimeParseException noTime) {
            return text;
        }
    }
}

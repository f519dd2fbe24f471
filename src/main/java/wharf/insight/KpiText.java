package wharf.insight;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;

/** Values as people read them. */
final class KpiText {
    private static final int MOST_PERCENT = 999;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private KpiText() {}

    static String value(Kpi.Unit unit, @Nullable Double value, String currency) {
        if (value == null) return "–";
        return switch (unit) {
            case COUNT -> "%,d".formatted(Math.round(value));
            case PERCENT -> percent(value);
            case DURATION -> duration(Math.round(value));
            case RATE -> String.format(Locale.ROOT, "%.1f", value);
            case MONEY -> Shown.money(Math.round(value), currency);
            case SCORE -> String.format(Locale.ROOT, "%+.0f", value);
        };
    }

    /** Not rounded up to a perfect 100. */
    private static String percent(double share) {
        double percent = share * 100;
        if (percent < 100 && percent > 99.9) percent = Math.floor(percent * 100) / 100;
        return String.format(Locale.ROOT, percent > 99 && percent < 100 ? "%.2f %%" : "%.1f %%", percent);
    }

    static String duration(long seconds) {
        if (seconds < 60) return seconds + " s";
        if (seconds < HOUR) return Math.round(seconds / 60.0) + " min";
        if (seconds < 2 * DAY) return "%d h %02d min".formatted(seconds / HOUR, seconds % HOUR / 60);
        return String.format(Locale.ROOT, "%.1f days", (double) seconds / DAY);
    }

    /** Against the time before; empty where one of the two is missing. */
    static String change(Kpi.Unit unit, @Nullable Double now, @Nullable Double before) {
        if (now == null || before == null) return "";
        return switch (unit) {
            case PERCENT -> String.format(Locale.ROOT, "%+.1f points", (now - before) * 100);
            case SCORE -> String.format(Locale.ROOT, "%+.0f points", now - before);
            case COUNT, DURATION, RATE, MONEY -> before == 0 ? "" : relative((now - before) * 100 / Math.abs(before));
        };
    }

    /** Against next to nothing, the exact figure tells nothing. */
    private static String relative(double change) {
        return change > MOST_PERCENT
                ? "over +%d %%".formatted(MOST_PERCENT)
                : String.format(Locale.ROOT, "%+.0f %%", change);
    }
}

package wharf.insight;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import wharf.insight.KpiPage.Column;
import wharf.insight.KpiPage.Drawn;

/**
 * A KPI's days as the chart of kind {@code series} wants them.
 *
 * @param x days
 * @param unit name of the axis
 */
record KpiChart(List<String> x, String unit, List<Series> series) {
    /** One line, or the bars of one colour; {@code stack} names those that stand on each other. */
    record Series(String name, String type, @Nullable String stack, List<@Nullable Double> data) {}

    static KpiChart of(KpiPage page) {
        var columns = page.columns();
        var drawn =
                columns.stream().filter(column -> column.drawn() != Drawn.NOT).toList();
        var currency = page.figure().currency();
        return new KpiChart(
                page.lines().stream().map(line -> line.day().toString()).toList(),
                drawn.isEmpty() ? "" : axis(drawn.getFirst().unit(), currency),
                drawn.stream()
                        .map(column -> new Series(
                                column.name(),
                                column.drawn() == Drawn.LINE ? "line" : "bar",
                                column.drawn() == Drawn.STACKED ? "all" : null,
                                page.lines().stream()
                                        .map(line ->
                                                scaled(column, line.values().get(columns.indexOf(column)), currency))
                                        .toList()))
                        .toList());
    }

    private static String axis(Kpi.Unit unit, String currency) {
        return switch (unit) {
            case COUNT -> "";
            case PERCENT -> "%";
            case DURATION -> "hours";
            case RATE -> "an hour";
            case MONEY -> currency;
            case SCORE -> "points";
        };
    }

    /** A share as percent, seconds as hours, minor units as units. */
    private static @Nullable Double scaled(Column column, @Nullable Double value, String currency) {
        if (value == null) return null;
        return switch (column.unit()) {
            case COUNT, RATE, SCORE -> rounded(value);
            case PERCENT -> rounded(value * 100);
            case DURATION -> rounded(value / 3600);
            case MONEY -> rounded(value / Math.pow(10, digits(currency)));
        };
    }

    static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
    }

    private static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }
}

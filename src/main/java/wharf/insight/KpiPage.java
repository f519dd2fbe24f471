package wharf.insight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All about one KPI.
 *
 * @param columns what is told of each day
 * @param lines the days, oldest first
 * @param tables what it divides into: steps, carriers, reasons, people, parts of cost
 * @param otherAmounts costs in other currencies, minor units, which are left out
 */
public record KpiPage(
        Figure figure, List<Column> columns, List<Line> lines, List<Table> tables, Map<String, Long> otherAmounts) {

    /**
     * A column of the table of days.
     *
     * @param drawn how it is in the chart
     */
    public record Column(
            String name, Kpi.Unit unit, @JsonIgnore Drawn drawn) {
        /** As the head of a column of a CSV: with the unit, for amounts the currency. */
        String slug(String currency) {
            var words = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
            return switch (unit) {
                case DURATION -> words + "_seconds";
                case PERCENT -> words + "_share";
                case MONEY -> words + "_" + currency.toLowerCase(java.util.Locale.ROOT);
                case COUNT, RATE, SCORE -> words;
            };
        }
    }

    /** How a column is drawn. */
    public enum Drawn {
        NOT,
        LINE,
        BAR,
        STACKED
    }

    /** A day; values as in {@link Figure}. */
    public record Line(LocalDate day, List<@Nullable Double> values) {}

    /** What it divides into: a name and figures, ready to be read. */
    public record Table(String title, List<String> header, List<List<String>> rows) {}

    @JsonProperty
    public String definition() {
        return figure.kpi().definition();
    }

    /** What is divided by what. */
    @JsonProperty
    public String formula() {
        var kpi = figure.kpi();
        return kpi.denominator().isEmpty() || kpi.unit() == Kpi.Unit.DURATION
                ? kpi.numerator()
                : kpi.numerator() + " ÷ " + kpi.denominator();
    }

    @JsonProperty
    public String source() {
        return figure.kpi().source();
    }

    @JsonIgnore
    public String shown(Line line, int column) {
        return KpiText.value(columns.get(column).unit(), line.values().get(column), figure.currency());
    }
}

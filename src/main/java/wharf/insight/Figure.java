package wharf.insight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A KPI over a period.
 *
 * @param value share for percent, seconds for durations, minor units for money, points for scores; null where there is nothing to divide by
 * @param before the same of as many days right before
 * @param currency of money
 * @param days a value for each day, oldest first
 */
public record Figure(
        Kpi kpi,
        @Nullable Double value,
        @Nullable Double before,
        double numerator,
        double denominator,
        String currency,
        List<Day> days) {

    /** A day's value. */
    public record Day(
            LocalDate day,
            double numerator,
            double denominator,
            @Nullable Double value) {}

    /** How a change is to be taken. */
    public enum Tone {
        GOOD,
        BAD,
        SAME
    }

    @JsonProperty
    public Kpi.Unit unit() {
        return kpi.unit();
    }

    @JsonIgnore
    public String shown() {
        return kpi.shown(value, currency);
    }

    @JsonIgnore
    public String shownBefore() {
        return kpi.shown(before, currency);
    }

    /** Against the time before, with its sign; empty where there is nothing to compare. */
    @JsonIgnore
    public String change() {
        return KpiText.change(kpi.unit(), value, before);
    }

    @JsonIgnore
    public Tone tone() {
        if (value == null || before == null || Math.abs(value - before) < 1e-9) return Tone.SAME;
        boolean up = value > before;
        return up == (kpi.better() == Kpi.Better.HIGHER) ? Tone.GOOD : Tone.BAD;
    }
}

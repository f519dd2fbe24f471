package wharf.insight;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came to pass on a day, or on several: counts, durations, work and cost, from which every KPI follows. */
final class Tally {
    private final Map<Measure, Long> counts = new EnumMap<>(Measure.class);
    private final Map<Step, Spread> spreads = new EnumMap<>(Step.class);
    private final Map<Contribution.Labour, Deltas.Pair> labour = new EnumMap<>(Contribution.Labour.class);
    private final Map<CostPart, Double> costs = new EnumMap<>(CostPart.class);

    void count(Measure measure, long value) {
        if (value != 0) counts.merge(measure, value, Long::sum);
    }

    void spread(Step step, int bucket, long n, long seconds) {
        spreads.computeIfAbsent(step, key -> new Spread()).add(bucket, n, seconds);
    }

    void work(Contribution.Labour step, long units, long seconds) {
        labour.merge(step, new Deltas.Pair(units, seconds), (a, b) -> a.plus(b.first(), b.second()));
    }

    void cost(CostPart part, double minor) {
        if (minor != 0) costs.merge(part, minor, Double::sum);
    }

    void add(Tally other) {
        other.counts.forEach(this::count);
        other.spreads.forEach((step, spread) ->
                spreads.computeIfAbsent(step, key -> new Spread()).add(spread));
        other.labour.forEach((step, pair) -> work(step, pair.first(), pair.second()));
        other.costs.forEach(this::cost);
    }

    long of(Measure measure) {
        return counts.getOrDefault(measure, 0L);
    }

    Spread of(Step step) {
        return spreads.getOrDefault(step, new Spread());
    }

    Deltas.Pair of(Contribution.Labour step) {
        return labour.getOrDefault(step, Deltas.Pair.NONE);
    }

    /** Minor units. */
    double of(CostPart part) {
        return costs.getOrDefault(part, 0.0);
    }

    double cost() {
        return costs.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * A KPI's value.
     *
     * @param value null where there is nothing to divide by
     */
    record Value(
            double numerator, double denominator, @Nullable Double value) {
        static Value ratio(double numerator, double denominator) {
            return new Value(numerator, denominator, denominator == 0 ? null : numerator / denominator);
        }
    }

    Value of(Kpi kpi) {
        return switch (kpi) {
            case ORDERS_SHIPPED -> {
                double shipped = of(Measure.ORDERS_SHIPPED);
                yield new Value(shipped, 1, shipped);
            }
            case ORDER_TO_SHIPPED -> median(Step.ORDER_TO_SHIPPED);
            case ORDER_TO_DOOR -> median(Step.ORDER_TO_DOOR);
            case ARRIVAL_TO_REFUND -> median(Step.ARRIVAL_TO_REFUND);
            case ON_TIME_SHIPMENT -> Value.ratio(of(Measure.SHIPPED_ON_TIME), of(Measure.SHIPPED_DUE));
            case ON_TIME_DELIVERY -> Value.ratio(of(Measure.PROMISE_KEPT), of(Measure.DELIVERED_PROMISED));
            case PERFECT_ORDER -> Value.ratio(of(Measure.ORDERS_PERFECT), of(Measure.ORDERS_DELIVERED));
            case PICK_ACCURACY -> less(of(Measure.UNITS_PICKED), of(Measure.UNITS_PICKED_WRONG));
            case INVENTORY_ACCURACY -> less(of(Measure.UNITS_EXPECTED), of(Measure.UNITS_OFF));
            case PICK_RATE -> rate(Contribution.Labour.PICK);
            case PACK_RATE -> rate(Contribution.Labour.PACK);
            case COST_PER_ORDER -> Value.ratio(cost(), of(Measure.ORDERS_SHIPPED));
            case CSAT -> Value.ratio(of(Measure.CSAT_SATISFIED), of(Measure.CSAT_ANSWERS));
            case NPS -> {
                double balance = of(Measure.NPS_PROMOTERS) - of(Measure.NPS_DETRACTORS);
                double answers = of(Measure.NPS_ANSWERS);
                yield new Value(balance, answers, answers == 0 ? null : 100 * balance / answers);
            }
            case RETURN_RATE -> Value.ratio(of(Measure.UNITS_RETURNED), of(Measure.UNITS_SHIPPED));
        };
    }

    /** A share that errors are taken off, never below nothing. */
    private static Value less(long all, long wrong) {
        return Value.ratio(Math.max(0, all - wrong), all);
    }

    private Value median(Step step) {
        var spread = of(step);
        var median = spread.percentile(0.5);
        return new Value(median == null ? 0 : median, spread.n(), median);
    }

    private Value rate(Contribution.Labour step) {
        var work = of(step);
        return Value.ratio(work.first(), work.second() / 3600.0);
    }
}

package wharf.insight;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By how much roll-ups change. What is taken back and given again cancels out here, and is not written at all. */
final class Deltas {
    /** A row of {@code insight_day}. */
    record DayRow(UUID merchant, @Nullable UUID site, LocalDate day, String channel, String currency) {}

    /** A row of {@code insight_spread}. */
    record SpreadRow(UUID merchant, @Nullable UUID site, LocalDate day, String channel, Step step, int bucket) {}

    /** A row of {@code insight_split}. */
    record SplitRow(
            UUID merchant, @Nullable UUID site, LocalDate day, String channel, Contribution.Kind kind, String name) {}

    /** Five minutes of a person. */
    record Slot(UUID site, String person, Contribution.Labour step, long begins, LocalDate day) {}

    /** A pair that is summed. */
    record Pair(long first, long second) {
        static final Pair NONE = new Pair(0, 0);

        Pair plus(long first, long second) {
            return new Pair(this.first + first, this.second + second);
        }

        boolean isNone() {
            return first == 0 && second == 0;
        }
    }

    private final Map<DayRow, Map<Measure, Long>> days = new HashMap<>();
    private final Map<SpreadRow, Pair> spreads = new HashMap<>();
    private final Map<SplitRow, Pair> splits = new HashMap<>();
    private final Map<Slot, Map<UUID, Pair>> slots = new HashMap<>();

    /** @param sign 1 to add, -1 to take back */
    void add(UUID merchant, Contribution part, int sign) {
        for (var amount : part.amounts())
            count(
                    new DayRow(merchant, part.site(), amount.day(), part.channel(), amount.currency()),
                    amount.measure(),
                    sign * amount.value());
        for (var span : part.spans())
            spreads.merge(
                    new SpreadRow(
                            merchant,
                            part.site(),
                            span.day(),
                            part.channel(),
                            span.step(),
                            Spread.bucket(span.seconds())),
                    new Pair(sign, sign * span.seconds()),
                    (a, b) -> a.plus(b.first(), b.second()));
        for (var name : part.names())
            splits.merge(
                    new SplitRow(merchant, part.site(), name.day(), part.channel(), name.kind(), name.name()),
                    new Pair(sign * name.n(), sign * name.good()),
                    (a, b) -> a.plus(b.first(), b.second()));
        for (var mark : part.marks())
            slots.computeIfAbsent(
                            new Slot(mark.site(), mark.person(), mark.step(), mark.slot(), mark.day()),
                            slot -> new HashMap<>())
                    .merge(merchant, new Pair(sign, sign * mark.units()), (a, b) -> a.plus(b.first(), b.second()));
    }

    void count(DayRow row, Measure measure, long value) {
        days.computeIfAbsent(row, key -> new HashMap<>()).merge(measure, value, Long::sum);
    }

    Map<DayRow, Map<Measure, Long>> days() {
        days.values().forEach(values -> values.values().removeIf(value -> value == 0));
        days.values().removeIf(Map::isEmpty);
        return days;
    }

    Map<SpreadRow, Pair> spreads() {
        spreads.values().removeIf(Pair::isNone);
        return spreads;
    }

    Map<SplitRow, Pair> splits() {
        splits.values().removeIf(Pair::isNone);
        return splits;
    }

    Map<Slot, Map<UUID, Pair>> slots() {
        slots.values().forEach(merchants -> merchants.values().removeIf(Pair::isNone));
        slots.values().removeIf(Map::isEmpty);
        return slots;
    }
}

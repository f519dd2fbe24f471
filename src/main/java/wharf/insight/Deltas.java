package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** By how much roll-ups change. What is taken back and given again cancels out here, and is not written at all. */
final class Deltas {
    /** What counts of a day are kept by. Components are named as the columns, here and in those that follow. */
    record DayRow(UUID merchantId, @Nullable UUID warehouseId, LocalDate day, String channel, String currency) {}

    /** What durations are kept by. */
    record SpreadRow(
            UUID merchantId, @Nullable UUID warehouseId, LocalDate day, String channel, Step step, int bucket) {}

    /** What counts by a name are kept by. */
    record SplitRow(
            UUID merchantId,
            @Nullable UUID warehouseId,
            LocalDate day,
            String channel,
            Contribution.Kind kind,
            String name) {}

    /** Five minutes of a person, and the day they are counted on. */
    record Slot(UUID warehouseId, String person, Contribution.Labour step, Instant slot, LocalDate day) {}

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
                            new Slot(
                                    mark.site(),
                                    mark.person(),
                                    mark.step(),
                                    Instant.ofEpochSecond(mark.slot()),
                                    mark.day()),
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

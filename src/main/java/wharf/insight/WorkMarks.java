package wharf.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who worked on an order, in five minutes each. */
final class WorkMarks {
    static final int SLOT_SECONDS = 300;

    /** Who begins a fulfilment and closes a parcel within that time has worked on it all the while. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(30);

    private final OrderStory story;
    private final Told order;
    private final Function<UUID, ZoneId> zones;
    private final List<Contribution.Mark> marks = new ArrayList<>();

    WorkMarks(OrderStory story, Told order, Function<UUID, ZoneId> zones) {
        this.story = story;
        this.order = order;
        this.zones = zones;
    }

    List<Contribution.Mark> all() {
        picked();
        packed();
        return marks;
    }

    /**
     * Each scan at a bin is work in its five minutes. Where nobody knows of bins, as in history brought along, and where there are no scans,
     * the time between the first and the last of a fulfilment is.
     */
    private void picked() {
        boolean scanned = false;
        for (var shipment : story.shipments())
            for (var scan : shipment.scans) {
                scanned = true;
                mark(
                        Contribution.Labour.PICK,
                        scan,
                        scan.uuid("site"),
                        scan.has("bin") ? null : shipment.picking,
                        ToldShipment.units(scan));
            }
        if (scanned) return;
        var left = new Units(order.number("units"), story.live().size());
        for (var shipment : story.live())
            if (shipment.picked != null)
                mark(Contribution.Labour.PICK, shipment.picked, shipment.site(), shipment.picking, left.next());
    }

    private void packed() {
        var verified = story.parcels().stream()
                .map(parcel -> parcel.verified)
                .filter(Objects::nonNull)
                .toList();
        for (var parcel : verified)
            mark(
                    Contribution.Labour.PACK,
                    parcel,
                    parcel.uuid("site"),
                    openedBefore(parcel.at()),
                    parcel.number("units"));
        if (!verified.isEmpty()) return;
        var left = new Units(order.number("units"), story.live().size());
        for (var shipment : story.live())
            if (shipment.packed != null)
                mark(Contribution.Labour.PACK, shipment.packed, shipment.site(), shipment.packing, left.next());
    }

    private @Nullable Told openedBefore(Instant closed) {
        return story.live().stream()
                .map(shipment -> shipment.packing)
                .filter(packing -> packing != null && !packing.at().isAfter(closed))
                .map(Objects::requireNonNull)
                .max(Comparator.comparing(Told::at))
                .orElse(null);
    }

    /** Marks the five minutes of the end, with the units, and those since the beginning if the same person began. */
    private void mark(Contribution.Labour step, Told end, @Nullable UUID at, @Nullable Told begin, long units) {
        var where = at == null ? story.site() : at;
        if (where == null || end.person() == null) return;
        var there = zones.apply(where);
        long last = slot(end.at());
        long first = begin != null
                        && end.person().equals(begin.person())
                        && Duration.between(begin.at(), end.at()).compareTo(LONGEST_WORK) <= 0
                ? slot(begin.at())
                : last;
        for (long slot = first; slot <= last; slot += SLOT_SECONDS)
            marks.add(new Contribution.Mark(
                    where,
                    end.person(),
                    step,
                    slot,
                    LocalDate.ofInstant(Instant.ofEpochSecond(slot), there),
                    slot == last ? units : 0));
    }

    private static long slot(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS;
    }

    /** Units split evenly over parts; the first ones bear the rest. */
    private static final class Units {
        private long left;
        private int parts;

        Units(long units, int parts) {
            this.left = units;
            this.parts = parts;
        }

        long next() {
            long share = Math.ceilDiv(left, Math.max(1, parts--));
            left -= share;
            return share;
        }
    }
}

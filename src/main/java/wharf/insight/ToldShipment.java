package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A fulfilment, as far as it has been told of. */
final class ToldShipment {
    @Nullable
    Told planned;

    @Nullable
    Instant releasedAt;

    @Nullable
    Told picking;

    @Nullable
    Told picked;

    @Nullable
    Told packing;

    @Nullable
    Told packed;

    @Nullable
    Instant shippedAt;

    boolean cancelled;

    /** Of a picker, units put back included. */
    final List<Told> scans = new ArrayList<>();

    void take(Told fact) {
        switch (fact.type()) {
            case "fulfilment.planned" -> planned = fact;
            case "fulfilment.released" -> releasedAt = fact.at();
            case "fulfilment.picking" -> picking = picking == null ? fact : picking;
            case "fulfilment.picked" -> {
                // The same word for a scan, which has a quantity, and for the state that follows from the last of them.
                if (fact.has("quantity")) scans.add(fact);
                else picked = fact;
            }
            case "fulfilment.pick_undone" -> scans.add(fact);
            case "fulfilment.packing" -> packing = fact;
            case "fulfilment.packed" -> packed = fact;
            case "fulfilment.shipped" -> shippedAt = fact.at();
            case "fulfilment.cancelled" -> cancelled = true;
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    @Nullable
    UUID site() {
        return planned == null ? null : planned.uuid("site");
    }

    @Nullable
    Instant plannedAt() {
        return planned == null ? null : planned.at();
    }

    @Nullable
    Instant shipBy() {
        return planned == null ? null : planned.instant("shipBy");
    }

    @Nullable
    LocalDate deliverBy() {
        return planned == null ? null : planned.date("deliverBy");
    }

    @Nullable
    Instant pickedAt() {
        return picked == null ? null : picked.at();
    }

    @Nullable
    Instant packedAt() {
        return packed == null ? null : packed.at();
    }

    boolean leftLate() {
        var due = shipBy();
        return due != null && shippedAt != null && shippedAt.isAfter(due);
    }

    /** Units that a scan took; less than nothing where it put them back. */
    static long units(Told scan) {
        return scan.type().equals("fulfilment.pick_undone") ? -scan.number("quantity") : scan.number("quantity");
    }
}

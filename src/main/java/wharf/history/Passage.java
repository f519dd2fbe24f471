package wharf.history;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When a shipment reached what in its warehouse. A time that was not given is that of its neighbour, so that none runs backwards. */
record Passage(
        Instant routed,
        Instant released,
        Instant picking,
        Instant picked,
        Instant packing,
        Instant packed,
        Instant shipped,
        Instant ended) {
    static Passage of(HistoricOrder.Shipment shipment, Instant accepted) {
        var shipped = Objects.requireNonNull(shipment.shippedAt());
        var packed = or(shipment.packedAt(), shipped);
        var packing = or(shipment.packingAt(), or(shipment.pickedAt(), packed));
        var picked = or(shipment.pickedAt(), packing);
        var picking = or(shipment.pickingAt(), or(shipment.releasedAt(), picked));
        var released = or(shipment.releasedAt(), picking);
        var routed = or(shipment.routedAt(), accepted);
        var ended = or(shipment.deliveredAt(), or(shipment.lostAt(), shipped));
        return new Passage(routed, released, picking, picked, packing, packed, shipped, ended);
    }

    static Instant or(@Nullable Instant at, Instant otherwise) {
        return at == null ? otherwise : at;
    }
}

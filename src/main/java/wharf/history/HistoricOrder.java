package wharf.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.order.NewOrder;

/**
 * A finished order of the past.
 *
 * @param order as a channel sends it; {@code placedAt} is required
 * @param acceptedAt when its payment was certain; when it was placed, if left out
 * @param shipments what left for it; all its units between them. None: every line was fulfilled elsewhere
 */
public record HistoricOrder(
        @Nullable NewOrder order,
        @Nullable Instant acceptedAt,
        @Nullable List<@Nullable Shipment> shipments,
        @Nullable List<@Nullable Return> returns,
        @Nullable List<@Nullable Case> cases,
        @Nullable List<@Nullable Survey> surveys) {
    /** One without answers of its shopper. */
    public HistoricOrder(
            @Nullable NewOrder order,
            @Nullable Instant acceptedAt,
            @Nullable List<@Nullable Shipment> shipments,
            @Nullable List<@Nullable Return> returns,
            @Nullable List<@Nullable Case> cases) {
        this(order, acceptedAt, shipments, returns, cases, null);
    }

    /**
     * One parcel from one warehouse. Its times must not run backwards: routed, released, picking, picked, packing, packed, shipped, out for
     * delivery, delivered. Those not given are those before them, or after where that is the one needed.
     *
     * @param warehouse its code
     * @param service what was asked for, such as GROUND
     * @param shipBy when it should have left; left out, it counts neither as in time nor as late
     * @param promisedBy the day by which it was promised
     * @param packaging the carton's code, or what it was called
     * @param materialMinor what carton and filling cost
     * @param carrier in capitals; DEMO is this program's simulator and has no past
     * @param lines what is in it; left out: everything
     * @param lostAt instead of {@code deliveredAt}
     * @param pickedBy the names of those who did it
     */
    public record Shipment(
            @Nullable String warehouse,
            @Nullable String service,
            @Nullable Instant routedAt,
            @Nullable Instant releasedAt,
            @Nullable Instant pickingAt,
            @Nullable Instant pickedAt,
            @Nullable Instant packingAt,
            @Nullable Instant packedAt,
            @Nullable Instant shippedAt,
            @Nullable Instant outForDeliveryAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant lostAt,
            @Nullable Instant shipBy,
            @Nullable LocalDate promisedBy,
            @Nullable String packaging,
            @Nullable Integer lengthMm,
            @Nullable Integer widthMm,
            @Nullable Integer heightMm,
            @Nullable Integer weightGrams,
            @Nullable List<@Nullable Material> materials,
            @Nullable Long materialMinor,
            @Nullable String carrier,
            @Nullable String carrierService,
            @Nullable String tracking,
            @Nullable Long postageMinor,
            @Nullable List<@Nullable Units> lines,
            @Nullable String pickedBy,
            @Nullable String packedBy) {}

    /**
     * What the shopper thought.
     *
     * @param kind CSAT (1 to 5) or NPS (0 to 10)
     */
    public record Survey(
            @Nullable String kind,
            @Nullable Integer score,
            @Nullable Instant answeredAt) {}

    /** Packing material beside the carton, such as 2 of VOID-FILL. */
    public record Material(@Nullable String code, @Nullable Integer quantity) {}

    /** Units of an order line, counted from 1. */
    public record Units(@Nullable Integer line, @Nullable Integer quantity) {}

    /**
     * What came back and was paid.
     *
     * @param warehouse where it arrived; that of the first shipment if left out
     * @param reason one of the merchant's return reasons
     * @param grade A, B or C
     * @param handedInAt to the carrier; when it was asked for, if left out
     */
    public record Return(
            @Nullable List<@Nullable Units> lines,
            @Nullable String reason,
            @Nullable String grade,
            @Nullable String warehouse,
            @Nullable Instant requestedAt,
            @Nullable Instant handedInAt,
            @Nullable Instant arrivedAt,
            @Nullable Instant gradedAt,
            @Nullable Instant refundedAt,
            @Nullable Long refundMinor) {}

    /**
     * What was wrong with a shipment, and what was done.
     *
     * @param shipment its place in {@code shipments}, from 1; the first if left out
     * @param reason DAMAGED, MISSING_ITEM, WRONG_ITEM, NOT_RECEIVED, RETURNED_TO_SENDER or LOST
     * @param openedBy SHOPPER (if left out), CARRIER or OPERATOR
     * @param decision RESHIP, REFUND, CARRIER_CLAIM or REJECT
     * @param payer MERCHANT, OPERATOR or CARRIER
     * @param reshipExternalId the order that sent it again, imported before or with this one
     */
    public record Case(
            @Nullable Integer shipment,
            @Nullable String reason,
            @Nullable String text,
            @Nullable String openedBy,
            @Nullable Instant openedAt,
            @Nullable String decision,
            @Nullable String payer,
            @Nullable Long amountMinor,
            @Nullable String because,
            @Nullable Instant decidedAt,
            @Nullable Instant closedAt,
            @Nullable String outcome,
            @Nullable String reshipExternalId) {}
}

package wharf.returns;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;
import wharf.shipping.ReturnLabel;

/**
 * A return as it stands. Money is in minor units of {@code currency}.
 *
 * @param number what people call it, printed as {@code RMA-800001}
 * @param site where it goes
 * @param feeMinor and {@code postageMinor} are taken off its refunds, once
 * @param instant replacements leave before the goods are back
 * @param needsDecision it came without a yes, or against the policy: nothing is paid until a person says so
 * @param expiresAt what has not arrived by then is given up
 * @param chargedMinor what the shopper owes for an instant exchange whose goods never came
 */
public record ReturnView(
        ReturnId id,
        MerchantId merchant,
        OrderId order,
        long orderNumber,
        String orderExternalId,
        long number,
        Kind kind,
        ReturnState state,
        WarehouseId site,
        String currency,
        long feeMinor,
        long postageMinor,
        boolean instant,
        boolean needsDecision,
        @Nullable String note,
        Instant requestedAt,
        @Nullable Instant authorisedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant receivedAt,
        @Nullable Instant gradedAt,
        @Nullable Instant settledAt,
        long chargedMinor,
        @Nullable ReturnLabel label,
        List<Line> lines,
        List<Count> counts,
        List<Graded> grades,
        List<Settled> settlements,
        List<Exchanged> exchanges) {

    /** How it came to be. */
    public enum Kind {
        /** The shopper, or somebody for them, asked first. */
        REQUESTED,
        /** It stood at the dock one day. */
        UNANNOUNCED,
        /** The parcel came back as it had left. */
        REFUSED_AT_DOOR
    }

    /**
     * A line of the order, of which so many units come back. The counters from {@code requested} to {@code cancelled} add up to it.
     *
     * @param differenceMinor what the item in exchange is cheaper by, paid back for each unit
     */
    public record Line(
            int line,
            String sku,
            String title,
            String reason,
            boolean ourFault,
            Resolution resolution,
            @Nullable String exchangeSku,
            @Nullable String exchangeName,
            long differenceMinor,
            int quantity,
            int requested,
            int authorised,
            int inTransit,
            int received,
            int graded,
            int settled,
            int rejected,
            int expired,
            int cancelled) {
        /** Units that may still arrive. */
        public int expected() {
            return requested + authorised + inTransit;
        }

        public int in(ReturnState state) {
            return switch (state) {
                case REQUESTED -> requested;
                case AUTHORISED -> authorised;
                case IN_TRANSIT -> inTransit;
                case RECEIVED -> received;
                case GRADED -> graded;
                case SETTLED -> settled;
                case REJECTED -> rejected;
                case EXPIRED -> expired;
                case CANCELLED -> cancelled;
            };
        }
    }

    /** A count at the dock. */
    public record Count(
            UUID id,
            int line,
            int quantity,
            Instant countedAt,
            String countedBy,
            @Nullable Instant undoneAt) {}

    /** A judgement over counted units. */
    public record Graded(
            UUID id,
            int line,
            int quantity,
            Grade grade,
            Disposition disposition,
            @Nullable UUID photo,
            @Nullable String note,
            Instant gradedAt,
            String gradedBy) {}

    /**
     * Money for graded units.
     *
     * @param state DUE, REFUNDED, OUTSIDE (a person has to pay), FAILED or NOTHING
     */
    public record Settled(
            UUID id,
            int number,
            long goodsMinor,
            long shippingMinor,
            long deductedMinor,
            long amountMinor,
            long refundedMinor,
            String state,
            @Nullable String reason,
            Instant drawnAt,
            @Nullable Instant doneAt) {}

    /**
     * Another item instead.
     *
     * @param state DUE, ORDERED or REFUNDED_INSTEAD
     */
    public record Exchanged(
            UUID id,
            int line,
            String sku,
            int quantity,
            boolean instant,
            String state,
            @Nullable UUID orderId,
            @Nullable Long orderNumber,
            @Nullable String reason) {}

    public String name() {
        return "RMA-" + number;
    }

    public Line line(int number) {
        return lines.stream()
                .filter(line -> line.line() == number)
                .findFirst()
                .orElseThrow(() -> wharf.shared.Refusal.notFound("line of " + name(), number));
    }

    public int units(ReturnState wanted) {
        return lines.stream().mapToInt(line -> line.in(wanted)).sum();
    }

    /** Units that may still arrive. */
    @JsonIgnore
    public int expected() {
        return lines.stream().mapToInt(Line::expected).sum();
    }

    /** Whether, and why not, the shopper may still call it off. */
    public enum CallOff {
        POSSIBLE,
        /** The parcel has been handed in. */
        HANDED_IN,
        /** Something of it is at the dock. */
        ARRIVED,
        /** The other item of an instant exchange leaves already. */
        REPLACED,
        /** There is nothing to be called off any more. */
        OVER;

        /** The code of the refusal. */
        public String code() {
            return switch (this) {
                case POSSIBLE, OVER -> "nothing-to-cancel";
                case HANDED_IN -> "handed-in";
                case ARRIVED -> "goods-have-arrived";
                case REPLACED -> "replacement-has-left";
            };
        }
    }

    /** What nobody announced stands at the dock as soon as there is a return for it. */
    @JsonIgnore
    public CallOff callOff() {
        if (expected() == 0) return CallOff.OVER;
        if (kind != Kind.REQUESTED || arrived() > 0) return CallOff.ARRIVED;
        if (isReplaced()) return CallOff.REPLACED;
        return units(ReturnState.IN_TRANSIT) > 0 ? CallOff.HANDED_IN : CallOff.POSSIBLE;
    }

    /** Whether somebody only said that the parcel was handed in, or it has been seen since. */
    public enum HandOver {
        /** Nothing is on its way. */
        NONE,
        /** Said, and seen by nobody yet: it can be taken back. */
        SAID,
        /** Its carrier has scanned it. */
        SCANNED,
        /** Something of it is at the dock. */
        ARRIVED;

        /** The code of the refusal to take it back. */
        public String code() {
            return switch (this) {
                case NONE, SAID -> "nothing-handed-in";
                case SCANNED -> "carrier-has-it";
                case ARRIVED -> "warehouse-has-it";
            };
        }
    }

    @JsonIgnore
    public HandOver handOver() {
        if (arrived() > 0) return HandOver.ARRIVED;
        if (units(ReturnState.IN_TRANSIT) == 0) return HandOver.NONE;
        return label != null && label.scannedAt() != null ? HandOver.SCANNED : HandOver.SAID;
    }

    private int arrived() {
        return units(ReturnState.RECEIVED) + units(ReturnState.GRADED) + units(ReturnState.SETTLED);
    }

    /** Whether another item has been sent, or is being sent, before these are back. */
    @JsonIgnore
    public boolean isReplaced() {
        return exchanges.stream()
                .anyMatch(exchange -> exchange.instant() && !exchange.state().equals("REFUNDED_INSTEAD"));
    }

    /** Paid back so far. */
    public long refundedMinor() {
        return settlements.stream().mapToLong(Settled::refundedMinor).sum();
    }
}

package wharf.delivery.cases;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;

/**
 * A case as it stands.
 *
 * @param number what people call it
 * @param text the words of whoever opened it
 * @param amount paid back, claimed, or what a replacement costs
 * @param because the reason for the decision
 * @param problem why what was decided could not be done
 * @param outcome what came of it
 * @param reship the order that sends it again
 */
public record CaseView(
        UUID id,
        long number,
        MerchantId merchant,
        OrderId order,
        ParcelId parcel,
        CaseReason reason,
        String text,
        OpenedBy openedBy,
        Instant openedAt,
        CaseState state,
        Decision.@Nullable Kind decision,
        Decision.@Nullable Payer payer,
        @Nullable Money amount,
        @Nullable String because,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        int decisions,
        @Nullable String problem,
        @Nullable String outcome,
        @Nullable OrderId reship,
        @Nullable Instant closedAt,
        List<Line> lines) {
    public enum OpenedBy {
        SHOPPER,
        CARRIER,
        OPERATOR
    }

    /** A line of the order and how many of it this is about. */
    public record Line(int lineNo, int quantity) {}
}

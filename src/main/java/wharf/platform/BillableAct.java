package wharf.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/**
 * Something a 3PL charges for.
 *
 * @param quantity how many of the unit, positive
 * @param unit what is counted: {@code unit}, {@code line}, {@code order}, {@code parcel}, {@code bin-day}, or a material's code
 * @param cause unique per kind: the id of what happened, so that it is billed once however often it is reported
 * @param amount known cost passed on (postage, a manual charge); null where a rate card decides
 */
public record BillableAct(
        MerchantId merchant,
        @Nullable UUID warehouse,
        Kind kind,
        long quantity,
        String unit,
        @Nullable UUID root,
        String cause,
        Instant occurredAt,
        @Nullable Money amount) {
    public enum Kind {
        RECEIVED,
        STORED_DAY,
        PICKED,
        PACKED,
        MATERIAL,
        SHIPPED,
        RETURNED,
        MANUAL
    }
}

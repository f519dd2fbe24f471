package wharf.shipping;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * The label of a return, as it is read. Its id is that of what is returned.
 *
 * @param postage what the carrier charges for it; null until it is bought
 * @param pdf the stored file; null until it is bought
 * @param reason why there is none, or none any more
 * @param scannedAt when its carrier was first heard to have the parcel
 */
public record ReturnLabel(
        UUID id,
        State state,
        @Nullable String carrier,
        @Nullable String service,
        @Nullable String tracking,
        @Nullable Money postage,
        @Nullable UUID pdf,
        @Nullable String reason,
        @Nullable Instant scannedAt) {
    public enum State {
        WANTED,
        BOUGHT,
        REFUSED,
        VOIDING,
        VOIDED
    }

    public boolean isBought() {
        return state == State.BOUGHT;
    }
}

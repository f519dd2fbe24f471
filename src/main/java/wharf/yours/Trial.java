package wharf.yours;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/**
 * Somebody's orders, tried.
 *
 * @param run how often it was started
 * @param position how far the present state has come, for whoever goes on
 * @param fit orders without a severe problem
 * @param calledOff orders that the source has cancelled; they are not tried
 * @param message why it failed
 * @param keptUntil when it and all that was read from its files is deleted by itself, should nobody use it again
 */
public record Trial(
        UUID id,
        MerchantId merchant,
        String name,
        TrialState state,
        int run,
        Settings settings,
        @Nullable Assumptions assumptions,
        @Nullable String position,
        long rowsRead,
        int orders,
        int fit,
        int calledOff,
        int tried,
        @Nullable String message,
        @Nullable Summary summary,
        @Nullable Taking taking,
        Instant createdAt,
        String createdBy,
        Instant keptUntil) {
    public int unfit() {
        return orders - fit - calledOff;
    }
}

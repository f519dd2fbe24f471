package wharf.payment.psp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer.
 *
 * @param providerReference the provider's own id of the operation
 * @param reason why it was declined, in words for a person
 * @param actionUrl where the shopper completes the challenge; set when {@code status} is {@code REQUIRES_ACTION}
 * @param expiresAt when an authorisation or a challenge ends (business time)
 */
public record PspAnswer(
        Status status,
        @Nullable String providerReference,
        @Nullable String reason,
        @Nullable String actionUrl,
        @Nullable Instant expiresAt) {
    public enum Status {
        SUCCEEDED,
        DECLINED,
        REQUIRES_ACTION
    }

    public static PspAnswer succeeded(String providerReference, @Nullable Instant expiresAt) {
        return new PspAnswer(Status.SUCCEEDED, providerReference, null, null, expiresAt);
    }

    public static PspAnswer declined(@Nullable String providerReference, String reason) {
        return new PspAnswer(Status.DECLINED, providerReference, reason, null, null);
    }

    public static PspAnswer requiresAction(String providerReference, String actionUrl, Instant expiresAt) {
        return new PspAnswer(Status.REQUIRES_ACTION, providerReference, null, actionUrl, expiresAt);
    }
}

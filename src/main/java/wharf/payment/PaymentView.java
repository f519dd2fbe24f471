package wharf.payment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/**
 * Everything about one payment.
 *
 * @param label a name of {@link PaymentLabel}
 * @param authorised authorised ever, or vouched for by direct tenders
 * @param available authorised or vouched for, and still to be captured
 * @param capturing set aside for captures whose outcome is not known yet
 * @param released given up or expired
 * @param refundable captured, and neither refunded nor being refunded
 * @param owed receivables not collected
 */
public record PaymentView(
        UUID reference,
        MerchantId merchant,
        String label,
        Money total,
        Money authorised,
        Money available,
        Money captured,
        Money capturing,
        Money released,
        Money refunded,
        Money refundable,
        Money owed,
        List<TenderView> tenders,
        List<AttemptView> attempts,
        List<ReceivableView> receivables) {

    /** The tenders that a provider has declined, for which another token can be given. */
    public List<TenderView> declined() {
        return tenders.stream()
                .filter(tender -> attempts.stream()
                        .filter(attempt ->
                                attempt.tender() == tender.number() && attempt.kind() == AttemptKind.AUTHORISE)
                        .reduce((earlier, later) -> later)
                        .filter(last -> last.state() == AttemptState.DECLINED)
                        .isPresent())
                .toList();
    }

    /** A tender; its token is not shown. */
    public record TenderView(
            int number, Method method, Mode mode, Money amount, Money available, Money captured, Money refunded) {}

    /**
     * One attempt, oldest first.
     *
     * @param outside no provider is asked; when {@code PENDING}, a person has to pay back and settle it
     */
    public record AttemptView(
            UUID id,
            int tender,
            AttemptKind kind,
            AttemptState state,
            Money amount,
            String cause,
            boolean outside,
            @Nullable String providerReference,
            @Nullable String reason,
            @Nullable Instant expiresAt,
            Instant createdAt,
            @Nullable Instant settledAt) {}

    /** What is owed for one cause, and how much of it has been collected since. */
    public record ReceivableView(
            UUID id,
            UUID reference,
            MerchantId merchant,
            String cause,
            Money amount,
            Money collected,
            Money open,
            int tries,
            String reason,
            Instant createdAt) {}
}

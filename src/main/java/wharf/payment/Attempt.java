package wharf.payment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/** A row of the journal. */
record Attempt(
        UUID id,
        UUID tenderId,
        UUID reference,
        UUID merchantId,
        int tenderNumber,
        int round,
        AttemptKind kind,
        AttemptState state,
        String currency,
        long amountMinor,
        String key,
        String cause,
        @Nullable UUID parentId,
        @Nullable UUID receivableId,
        boolean outside,
        @Nullable String providerReference,
        @Nullable String reason,
        @Nullable String actionUrl,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @Nullable Instant settledAt) {
    /** A new attempt on the tender, under its authorisation or direct sale where there is one. */
    static Attempt begin(
            Tender tender,
            AttemptKind kind,
            AttemptState state,
            long minor,
            String key,
            String cause,
            @Nullable Attempt parent,
            Instant now) {
        return new Attempt(
                Ids.next(),
                tender.id(),
                tender.reference(),
                tender.merchantId(),
                tender.number(),
                parent == null ? tender.round() : parent.round(),
                kind,
                state,
                tender.currency(),
                minor,
                key,
                cause,
                parent == null ? null : parent.id(),
                null,
                tender.isDirect(),
                null,
                null,
                null,
                null,
                now,
                state.isOpen() ? null : now);
    }

    /** For the sake of a receivable. */
    Attempt collecting(UUID receivable) {
        return with(receivable, reason);
    }

    Attempt because(String reason) {
        return with(receivableId, reason);
    }

    private Attempt with(@Nullable UUID receivable, @Nullable String reason) {
        return new Attempt(
                id,
                tenderId,
                reference,
                merchantId,
                tenderNumber,
                round,
                kind,
                state,
                currency,
                amountMinor,
                key,
                cause,
                parentId,
                receivable,
                outside,
                providerReference,
                reason,
                actionUrl,
                expiresAt,
                createdAt,
                settledAt);
    }

    MerchantId merchant() {
        return new MerchantId(merchantId);
    }

    Money amount() {
        return Money.of(amountMinor, currency);
    }

    /** Whether a call is out, or was when its node died; what a person has to settle is not. */
    boolean isOut() {
        return state.isOpen() && !outside;
    }

    boolean isAuthorisationUntil(Instant at) {
        return kind == AttemptKind.AUTHORISE
                && state == AttemptState.SUCCEEDED
                && (expiresAt == null || expiresAt.isAfter(at));
    }
}

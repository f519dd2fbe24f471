package wharf.payment.sandbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.payment.psp.PspAnswer;

/** A row of the simulated provider's books. */
record Operation(
        String key,
        UUID merchantId,
        Kind kind,
        State state,
        String instrument,
        @Nullable String authorisation,
        String currency,
        long amountMinor,
        String providerReference,
        @Nullable UUID challenge,
        @Nullable String reason,
        int calls,
        @Nullable Instant expiresAt,
        Instant createdAt) {
    enum Kind {
        AUTHORISE,
        CAPTURE,
        VOID,
        REFUND
    }

    enum State {
        /** Lost on its way: the provider knows nothing of it, the simulator remembers to lose it once only. */
        LOST,
        SUCCEEDED,
        DECLINED,
        REQUIRES_ACTION
    }

    boolean isFor(TestInstrument candidate) {
        return instrument.equals(candidate.token());
    }

    boolean isPayLater() {
        return TestInstrument.of(instrument).filter(TestInstrument::isPayLater).isPresent();
    }

    PspAnswer answer() {
        return switch (state) {
            case LOST -> throw new IllegalStateException("nobody may see a lost operation: " + key);
            case SUCCEEDED -> PspAnswer.succeeded(providerReference, kind == Kind.AUTHORISE ? expiresAt : null);
            case DECLINED -> PspAnswer.declined(providerReference, String.valueOf(reason));
            case REQUIRES_ACTION ->
                PspAnswer.requiresAction(
                        providerReference,
                        SandboxChallengePage.PATH + challenge,
                        java.util.Objects.requireNonNull(expiresAt));
        };
    }
}

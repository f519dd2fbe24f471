package wharf.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/** A row of {@code tender}: what it covers and how far its money has moved. */
record Tender(
        UUID id,
        UUID reference,
        int number,
        UUID merchantId,
        Method method,
        Mode mode,
        String currency,
        long amountMinor,
        @Nullable String instrument,
        int round,
        @Nullable String closing,
        boolean supplement,
        long authorisedMinor,
        long directMinor,
        long capturingMinor,
        long capturedMinor,
        long voidingMinor,
        long releasedMinor,
        long refundingMinor,
        long refundedMinor) {
    /** Authorised or vouched for, and neither taken nor given up nor promised to a call that is out. */
    long restMinor() {
        return authorisedMinor + directMinor - capturingMinor - capturedMinor - voidingMinor - releasedMinor;
    }

    /** What may still be taken at all. */
    long openMinor() {
        return amountMinor - capturingMinor - capturedMinor;
    }

    long refundableMinor() {
        return capturedMinor - refundingMinor - refundedMinor;
    }

    /** What it covers in the end: all of its amount, or what was taken when it is closed. */
    long coveredMinor() {
        return isClosed() ? capturingMinor + capturedMinor : amountMinor;
    }

    boolean isDirect() {
        return mode == Mode.DIRECT;
    }

    boolean isClosed() {
        return closing != null;
    }

    Tender inRound(int round) {
        return new Tender(
                id,
                reference,
                number,
                merchantId,
                method,
                mode,
                currency,
                amountMinor,
                instrument,
                round,
                closing,
                supplement,
                authorisedMinor,
                directMinor,
                capturingMinor,
                capturedMinor,
                voidingMinor,
                releasedMinor,
                refundingMinor,
                refundedMinor);
    }

    MerchantId merchant() {
        return new MerchantId(merchantId);
    }
}

package wharf.payment;

import java.time.Instant;
import java.util.LinkedHashMap;
import wharf.platform.Fact;

/** Words for what came of an attempt. */
final class PaymentFacts {
    private PaymentFacts() {}

    static Fact of(Attempt attempt, AttemptState state, @org.jspecify.annotations.Nullable String reason, Instant at) {
        var data = new LinkedHashMap<String, Object>();
        data.put("tender", attempt.tenderNumber());
        data.put("amountMinor", attempt.amountMinor());
        data.put("currency", attempt.currency());
        data.put("cause", attempt.cause());
        return Fact.of(
                        attempt.merchant(),
                        attempt.reference(),
                        "payment",
                        attempt.id(),
                        type(attempt.kind(), state),
                        at)
                .because(reason)
                .with(data);
    }

    static String type(AttemptKind kind, AttemptState state) {
        return "payment."
                + switch (state) {
                    case SUCCEEDED -> succeeded(kind);
                    case DECLINED -> noun(kind) + "-declined";
                    case UNKNOWN -> noun(kind) + "-unknown";
                    case REQUIRES_ACTION -> "challenge-required";
                    case EXPIRED -> noun(kind) + "-expired";
                    case PENDING -> noun(kind) + "-awaits-person";
                };
    }

    private static String succeeded(AttemptKind kind) {
        return switch (kind) {
            case AUTHORISE -> "authorised";
            case CAPTURE -> "captured";
            case VOID -> "voided";
            case REFUND -> "refunded";
            case DIRECT_SALE -> "taken-directly";
        };
    }

    private static String noun(AttemptKind kind) {
        return switch (kind) {
            case AUTHORISE -> "authorisation";
            case CAPTURE -> "capture";
            case VOID -> "void";
            case REFUND -> "refund";
            case DIRECT_SALE -> "direct-sale";
        };
    }
}

package wharf.payment.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** The tokens the simulated provider knows, each with a behaviour. Anything else is declined. */
enum TestInstrument {
    /** Everything succeeds. */
    OK("tok_ok"),
    DECLINE("tok_decline"),
    INSUFFICIENT_FUNDS("tok_insufficient_funds"),
    /** The shopper has to approve on the challenge page. */
    CHALLENGE("tok_challenge"),
    /** The first call of every operation is carried out, then the connection breaks. */
    TIMEOUT_AFTER_SUCCESS("tok_timeout_after_success"),
    /** The first call of every operation is lost on its way. */
    TIMEOUT_BEFORE("tok_timeout_before"),
    /** The outcome is told by two notices, before the answer. */
    ANSWER_TWICE("tok_answer_twice"),
    /** The authorisation lives only {@code wharf.sandbox-psp.short-life} of business time. */
    EXPIRE("tok_expire"),
    CAPTURE_FAILS("tok_capture_fails"),
    /** The first capture of an authorisation is declined, later ones succeed. */
    CAPTURE_FAILS_ONCE("tok_capture_fails_once"),
    REFUND_FAILS("tok_refund_fails"),
    /** Pay later: the shopper agrees to a plan on the lender's page. Within its limits only. */
    PAY_LATER("later_ok"),
    /** Pay later: the shopper agrees, and the lender says no. */
    PAY_LATER_DECLINED("later_decline");

    private final String token;

    TestInstrument(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    boolean isPayLater() {
        return this == PAY_LATER || this == PAY_LATER_DECLINED;
    }

    static Optional<TestInstrument> of(String token) {
        return Arrays.stream(values())
                .filter(instrument -> instrument.token.equals(token))
                .findFirst();
    }
}

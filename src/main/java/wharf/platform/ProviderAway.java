package wharf.platform;

import java.time.Instant;
import java.util.List;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * A provider has failed so often lately that it is not called for a while. Nothing was sent: work comes back at {@link #retryAt} without
 * counting as a failure of its own, a request is answered 503.
 */
public final class ProviderAway extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String provider;
    private final Instant retryAt;

    ProviderAway(String provider, Instant retryAt) {
        super(
                "The " + provider + " does not answer; it is not called until "
                        + retryAt.toString().substring(11, 19) + " UTC. Nothing was sent.",
                null,
                false,
                false);
        this.provider = provider;
        this.retryAt = retryAt;
    }

    public String provider() {
        return provider;
    }

    /** System time. */
    public Instant retryAt() {
        return retryAt;
    }

    /** For whoever asked in person. */
    public Refusal refusal() {
        return new Refusal(
                Refusal.Kind.UNAVAILABLE,
                List.of(Problem.of("provider-away", "", provider, String.valueOf(getMessage()))));
    }
}

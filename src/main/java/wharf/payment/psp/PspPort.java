package wharf.payment.psp;

import java.util.List;
import java.util.Optional;

/**
 * A payment service provider. Each request carries an idempotency key that is unique for its cause for ever: the same key again must
 * return the first outcome and do nothing more. Calls are made outside any transaction, may come concurrently for one key, and throw
 * {@link PspUnreachable} when nobody knows what happened. An adapter (Stripe, Adyen) translates; it decides nothing.
 */
public interface PspPort {
    PspAnswer authorise(PspRequest.Authorise request);

    /** Takes part or all of what is left of an authorisation. */
    PspAnswer capture(PspRequest.FollowUp request);

    /** Gives up whatever is left of an authorisation; the amount says what the caller believes that to be. */
    PspAnswer voidRest(PspRequest.FollowUp request);

    /** Pays back part or all of what was captured under an authorisation. */
    PspAnswer refund(PspRequest.FollowUp request);

    /** What became of the request with this key; empty if it never arrived. */
    Optional<PspAnswer> lookUp(String key);

    /** Completes a challenge after the shopper came back, or says how it stands; {@code key} is that of the authorisation. */
    PspAnswer completeAction(String key);

    /**
     * What a shopper can choose from without giving any secret: the test instruments of a simulator, a wallet the provider knows. None where
     * the provider's own form makes a token first.
     *
     * @param currency ISO 4217, of the payment
     */
    default List<PspOffer> offers(String currency) {
        return List.of();
    }
}

package wharf.payment.psp;

import java.util.UUID;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/** What is asked of a provider. */
public sealed interface PspRequest {
    String key();

    MerchantId merchant();

    Money amount();

    /**
     * @param reference what the shopper's statement and the provider's screens show it under
     * @param instrument the provider's token
     */
    record Authorise(String key, MerchantId merchant, UUID reference, Money amount, String instrument)
            implements PspRequest {}

    /**
     * @param authorisation the provider's reference of the authorisation
     * @param authorisationKey the idempotency key of the authorisation
     */
    record FollowUp(String key, MerchantId merchant, Money amount, String authorisation, String authorisationKey)
            implements PspRequest {}
}

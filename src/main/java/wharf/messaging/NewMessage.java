package wharf.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/**
 * Something to tell a shopper by e-mail, in the name of the merchant.
 *
 * @param root what it is listed under, the order's id
 * @param to one address; an invalid one becomes a failed message, not an exception
 * @param locale BCP 47 language of the shopper; null for the merchant's; unknown languages read English
 * @param dedupeKey names the cause, at most 200 characters: the same key of the same merchant is sent once for ever
 */
public record NewMessage(
        MerchantId merchant, UUID root, String to, @Nullable String locale, Content content, String dedupeKey) {
    public NewMessage {
        if (dedupeKey.isBlank() || dedupeKey.length() > 200)
            throw new IllegalArgumentException(
                    "dedupe key of " + dedupeKey.length() + " characters; expected 1 to 200");
    }
}

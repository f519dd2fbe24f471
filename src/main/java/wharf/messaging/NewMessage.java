package wharf.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/**
 * Something to tell a shopper in the name of the merchant: by e-mail, and by text where the number has agreed to texts.
 *
 * @param root what it is listed under, the order's id
 * @param to one e-mail address; null for none; an invalid one becomes a failed message, not an exception
 * @param phone E.164, see {@link Phones}; null for none. Without recorded consent nothing is sent to it, and nothing written down
 * @param locale BCP 47 language of the shopper; null for the merchant's; unknown languages read English
 * @param dedupeKey names the cause, at most 190 characters: the same key of the same merchant is sent once for ever, by each channel
 */
public record NewMessage(
        MerchantId merchant,
        UUID root,
        @Nullable String to,
        @Nullable String phone,
        @Nullable String locale,
        Content content,
        String dedupeKey) {
    private static final int LONGEST_KEY = 190;

    public NewMessage {
        if (dedupeKey.isBlank() || dedupeKey.length() > LONGEST_KEY)
            throw new IllegalArgumentException(
                    "dedupe key of " + dedupeKey.length() + " characters; expected 1 to " + LONGEST_KEY);
    }

    /** By e-mail only. */
    public NewMessage(
            MerchantId merchant, UUID root, String to, @Nullable String locale, Content content, String dedupeKey) {
        this(merchant, root, to, null, locale, content, dedupeKey);
    }
}

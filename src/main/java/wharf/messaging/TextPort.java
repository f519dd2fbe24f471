package wharf.messaging;

import java.util.Optional;
import java.util.UUID;
import wharf.shared.MerchantId;

/**
 * A provider of text messages. Calls go over a network: each may throw, which means that its outcome is unknown and is looked up by
 * reference before anything is sent again. Never called inside a transaction.
 */
public interface TextPort {
    /** Name of the provider in records. */
    String provider();

    /** Hands a text over; asked again with the same reference, it sends no second one. */
    Answer send(Text text);

    /** What became of an earlier attempt; empty when it never arrived. */
    Optional<Answer> lookUp(String reference);

    /** @param reference unique for this text for ever @param sender and @param recipient E.164 */
    record Text(String reference, UUID root, MerchantId merchant, String sender, String recipient, String body) {}

    sealed interface Answer {}

    record Taken(String providerId) implements Answer {}

    /** For good: asking again changes nothing. */
    record No(String reason) implements Answer {}
}

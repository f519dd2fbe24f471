package wharf.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/**
 * A format in which messages come that may be parked. Whoever parks brings one as a bean, so that a message can be mended and taken again: by
 * the same mapping and the same rules as when it came, there is no other.
 */
public interface ParkedForm {
    /** Kept with each message; unique, such as {@code olist}. */
    String name();

    /** The text that a person mends: the message with its fields in their usual order, and those that it lacks to be filled in. */
    String draft(JsonNode raw);

    /**
     * Takes a message as it came or as it was mended, as often as it is asked to: what is an order already stays the same one. Not for use
     * inside a transaction.
     */
    Taking take(About about, String text);

    /** What the message has to stay about, whatever is written into it. */
    record About(
            MerchantId merchant, String channel, @Nullable String externalId) {}

    /** What became of it. */
    sealed interface Taking {
        /** It is an order, durably. */
        record Taken(OrderId order) implements Taking {}

        /** It cannot become one as it is; at least one reason, by field of the text. */
        record Wrong(List<Problem> problems) implements Taking {}

        /** Nobody knows yet; to be tried again. */
        record Unknown(List<Problem> problems) implements Taking {}
    }
}

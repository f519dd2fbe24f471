package wharf.messaging;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/** What a message says; one record for each kind of message. */
public sealed interface Content {
    /** A line of an order or parcel: what and how many. */
    record Line(String title, int quantity) {}

    /**
     * @param orderNumber as the shopper knows it
     * @param promised the day by which it arrives; null where none was promised
     * @param page absolute http(s) address where the shopper follows the order; null where there is none
     */
    record OrderConfirmed(
            String orderNumber,
            String name,
            List<Line> lines,
            Money total,
            @Nullable LocalDate promised,
            @Nullable String page)
            implements Content {
        /** Without a promise. */
        public OrderConfirmed(String orderNumber, String name, List<Line> lines, Money total) {
            this(orderNumber, name, lines, total, null, null);
        }
    }

    /**
     * @param carrier name of the carrier as shoppers read it
     * @param trackingUrl absolute http(s) address; null where the carrier has none
     */
    record ParcelOnItsWay(
            String orderNumber,
            String name,
            String carrier,
            String trackingNumber,
            @Nullable String trackingUrl,
            List<Line> lines)
            implements Content {}

    /**
     * Something happened to a parcel on its way.
     *
     * @param carrier name of the carrier as shoppers read it
     * @param trackingUrl absolute http(s) address; null where there is none
     * @param expectedBy when it is expected now; null where nobody knows
     */
    record ParcelNews(
            Kind kind,
            String orderNumber,
            String name,
            String carrier,
            @Nullable String trackingUrl,
            @Nullable LocalDate expectedBy,
            List<Line> lines)
            implements Content {
        /** What happened. */
        public enum Kind {
            OUT_FOR_DELIVERY,
            DELIVERED,
            ATTEMPTED,
            AVAILABLE_FOR_PICKUP,
            EXCEPTION,
            LATE,
            RETURNED,
            LOST
        }
    }

    /**
     * What becomes of what a shopper said was wrong, or the carrier could not deliver.
     *
     * @param because the reason given by whoever decided; empty for none
     * @param amount what is paid back, for {@link Kind#REFUND}
     */
    record CaseNews(
            Kind kind,
            String orderNumber,
            String name,
            String because,
            @Nullable Money amount,
            @Nullable String trackingUrl)
            implements Content {
        /** What is told. */
        public enum Kind {
            OPENED,
            RESHIP,
            REFUND,
            CARRIER_CLAIM,
            REJECT
        }
    }

    /** Confirms STOP. Texts only. */
    record TextsEnded() implements Content {}

    /** Confirms START. Texts only. */
    record TextsBegun() implements Content {}

    /** Answers HELP. Texts only. @param contact the merchant's e-mail address */
    record TextHelp(String contact) implements Content {}

    /**
     * To the merchant: items that should be bought again.
     *
     * @param lines what to buy and how many
     */
    record ReorderDue(String name, List<Line> lines) implements Content {}

    /**
     * What a shopper is told about something that comes back.
     *
     * @param returnNumber as people call it; empty for {@link ReturnStage#LINK}
     * @param amount what was paid back; null where nothing was
     * @param replacement number of the order that replaces it; null where none does
     * @param url absolute http(s) address of the page where it goes on
     */
    record ReturnUpdate(
            ReturnStage stage,
            String orderNumber,
            String name,
            String returnNumber,
            @Nullable Money amount,
            @Nullable String replacement,
            List<Line> lines,
            String url)
            implements Content {}

    /** To the merchant: an endpoint of webhooks was switched off. @param page absolute address where it is switched on again */
    record WebhookOff(String name, String url, String reason, String page) implements Content {}

    /**
     * Thanks for an order that has arrived, and asks what the shopper thinks.
     *
     * @param page absolute http(s) address where they answer
     * @param reviews whether items can be reviewed there
     * @param stop absolute http(s) address that ends such questions when it is posted to
     */
    record Thanks(String orderNumber, String name, List<Scale> scales, String page, boolean reviews, String stop)
            implements Content {}

    /**
     * A question answered with one tap on a number.
     *
     * @param key of the question's words
     * @param address of an answer, to be followed by its number
     */
    record Scale(String key, int least, int most, String address) {}

    /** How far it has come. */
    enum ReturnStage {
        /** The way to the returns page, for whoever asked for it. */
        LINK,
        AUTHORISED,
        RECEIVED,
        REFUNDED,
        REPLACED,
        /** Nothing of what was asked for may come back. */
        REJECTED,
        /** It was called off before anything set out. */
        CANCELLED;

        /** Whether the items stay where they are. */
        boolean isNothingBack() {
            return this == REJECTED || this == CANCELLED;
        }

        /** As the keys of the words have it. */
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

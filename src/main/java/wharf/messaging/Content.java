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

    /** Confirms STOP. Texts only. */
    record TextsEnded() implements Content {}

    /** Confirms START. Texts only. */
    record TextsBegun() implements Content {}

    /** Answers HELP. Texts only. @param contact the merchant's e-mail address */
    record TextHelp(String contact) implements Content {}
}

package wharf.fulfilment;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import wharf.messaging.Content;
import wharf.messaging.NewMessage;
import wharf.messaging.Phones;
import wharf.order.OrderView;
import wharf.shared.ItemId;
import wharf.shared.OrderId;
import wharf.shipping.ParcelLine;

/** Parts of what shoppers are told about their orders. */
public final class ShopperMessages {
    private ShopperMessages() {}

    /** To whoever placed the order, in their language, by mail and by text as they have agreed. */
    public static NewMessage about(OrderView order, Content content, String dedupeKey) {
        return new NewMessage(
                order.merchant(),
                order.id().value(),
                order.email(),
                Phones.e164(order.shipTo().phone(), order.shipTo().country()).orElse(null),
                order.locale(),
                content,
                dedupeKey);
    }

    /** Whom a message greets. */
    public static String name(OrderView order) {
        return Objects.requireNonNullElse(order.shipTo().name(), "");
    }

    /** What of an order is in a parcel, by the order's own lines. */
    public static List<Content.Line> contents(OrderView order, Collection<ParcelLine> parcel) {
        return order.lines().stream()
                .map(line -> new Content.Line(line.title(), units(parcel, order.id(), line)))
                .filter(line -> line.quantity() > 0)
                .toList();
    }

    /** In the line's own units: a kit is one thing, however many items it is made of, and whichever of them are in here. */
    private static int units(Collection<ParcelLine> parcel, OrderId order, OrderView.Line line) {
        return line.units().stream()
                .mapToInt(units -> Math.ceilDiv(units(parcel, order, line.number(), units.item()), units.perUnit()))
                .max()
                .orElse(0);
    }

    private static int units(Collection<ParcelLine> parcel, OrderId order, int line, ItemId item) {
        return parcel.stream()
                .filter(l -> l.order().equals(order)
                        && l.lineNo() == line
                        && l.item().equals(item))
                .mapToInt(ParcelLine::quantity)
                .sum();
    }
}

package wharf.fulfilment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.messaging.Phones;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.PublicAddress;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shipping.ParcelLine;
import wharf.shipping.ParcelsScannedOut;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;

/** Tells shoppers what happened to their orders, in the transaction in which it did; each thing once. */
@Component
class Notices {
    private final Orders orders;
    private final Messages messages;
    private final DeliveryPromises promises;
    private final PublicAddress address;

    Notices(Orders orders, Messages messages, DeliveryPromises promises, PublicAddress address) {
        this.orders = orders;
        this.messages = messages;
        this.promises = promises;
        this.address = address;
    }

    void confirmed(List<Orders.Ref> accepted) {
        var all = orders.find(accepted.stream().map(Orders.Ref::id).toList()).values();
        var promised = promises.of(all.stream().map(Notices::key).toList());
        messages.send(all.stream()
                .map(order -> message(order, confirmation(order, promised.get(key(order))), "confirmed:" + order.id()))
                .toList());
    }

    private static DeliveryPromise.Key key(OrderView order) {
        return new DeliveryPromise.Key(order.merchant(), order.channel(), order.externalId());
    }

    private Content confirmation(OrderView order, @Nullable DeliveryPromise promise) {
        var lines = order.lines().stream()
                .map(line -> new Content.Line(line.title(), line.quantity()))
                .toList();
        return new Content.OrderConfirmed(
                order.externalId(),
                name(order),
                lines,
                Money.of(order.totalMinor(), order.currency()),
                promise == null ? null : promise.deliverBy(),
                promise == null || promise.page() == null ? null : address.of(promise.page()));
    }

    void shipped(ParcelsScannedOut out) {
        var inside = out.parcels().stream()
                .flatMap(parcel -> parcel.lines().stream())
                .map(ParcelLine::order)
                .distinct()
                .toList();
        var found = orders.find(inside);
        var all = new ArrayList<NewMessage>();
        for (var parcel : out.parcels()) {
            for (var id :
                    parcel.lines().stream().map(ParcelLine::order).distinct().toList()) {
                var order = Objects.requireNonNull(found.get(id));
                all.add(message(order, onItsWay(parcel, order), "shipped:" + parcel.parcel() + ":" + id));
            }
        }
        messages.send(all);
    }

    private static Content onItsWay(ParcelsScannedOut.ScannedOut parcel, OrderView order) {
        var lines = order.lines().stream()
                .map(line -> new Content.Line(line.title(), units(parcel.lines(), order.id(), line)))
                .filter(line -> line.quantity() > 0)
                .toList();
        return new Content.ParcelOnItsWay(
                order.externalId(), name(order), parcel.carrier(), parcel.tracking(), null, lines);
    }

    private static int units(Collection<ParcelLine> lines, OrderId order, OrderView.Line line) {
        return lines.stream()
                .filter(l -> l.order().equals(order) && l.lineNo() == line.number())
                .mapToInt(ParcelLine::quantity)
                .sum();
    }

    private static NewMessage message(OrderView order, Content content, String dedupeKey) {
        return new NewMessage(
                order.merchant(),
                order.id().value(),
                order.email(),
                Phones.e164(order.shipTo().phone(), order.shipTo().country()).orElse(null),
                order.locale(),
                content,
                dedupeKey);
    }

    private static String name(OrderView order) {
        return order.shipTo().name() != null ? order.shipTo().name() : "";
    }
}

package wharf.fulfilment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.PublicAddress;
import wharf.shared.Money;
import wharf.shipping.Carriers;
import wharf.shipping.ParcelLine;
import wharf.shipping.ParcelsScannedOut;
import wharf.sourcing.DeliveryPromise;
import wharf.sourcing.DeliveryPromises;

/** Tells shoppers what happened to their orders, in the transaction in which it did; each thing once. */
@Component
class Notices {
    private final Orders orders;
    private final Messages messages;
    private final TrackingLinks links;
    private final DeliveryPromises promises;
    private final PublicAddress address;

    Notices(Orders orders, Messages messages, TrackingLinks links, DeliveryPromises promises, PublicAddress address) {
        this.orders = orders;
        this.messages = messages;
        this.links = links;
        this.promises = promises;
        this.address = address;
    }

    void confirmed(List<Orders.Ref> accepted) {
        var all = orders.find(accepted.stream().map(Orders.Ref::id).toList()).values();
        var promised = promises.of(all.stream().map(Notices::key).toList());
        messages.send(all.stream()
                .map(order -> ShopperMessages.about(
                        order, confirmation(order, promised.get(key(order))), "confirmed:" + order.id()))
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
                ShopperMessages.name(order),
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
        var addresses = links.of(found.values());
        var all = new ArrayList<NewMessage>();
        for (var parcel : out.parcels()) {
            for (var id :
                    parcel.lines().stream().map(ParcelLine::order).distinct().toList()) {
                var order = Objects.requireNonNull(found.get(id));
                var content = onItsWay(parcel, order, Objects.requireNonNull(addresses.get(id)));
                all.add(ShopperMessages.about(order, content, "shipped:" + parcel.parcel() + ":" + id));
            }
        }
        messages.send(all);
    }

    private static Content onItsWay(ParcelsScannedOut.ScannedOut parcel, OrderView order, String address) {
        return new Content.ParcelOnItsWay(
                order.externalId(),
                ShopperMessages.name(order),
                Carriers.name(parcel.carrier()),
                parcel.tracking(),
                address,
                ShopperMessages.contents(order, parcel.lines()));
    }
}

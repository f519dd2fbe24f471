package wharf.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.fulfilment.ShopperMessages;
import wharf.fulfilment.TrackingLinks;
import wharf.messaging.Content;
import wharf.messaging.Content.ParcelNews.Kind;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;
import wharf.shipping.Carriers;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.tracking.Milestone;
import wharf.shipping.tracking.MilestonesReached;

/** Tells shoppers of their parcels' milestones, each once, and only what is still true when we hear of it. */
@Component
class ParcelNews {
    private final Orders orders;
    private final Parcels parcels;
    private final Messages messages;
    private final TrackingLinks links;

    ParcelNews(Orders orders, Parcels parcels, Messages messages, TrackingLinks links) {
        this.orders = orders;
        this.parcels = parcels;
        this.messages = messages;
        this.links = links;
    }

    /** Something to be told of a parcel. */
    record Item(ParcelId parcel, List<OrderId> orders, Kind kind, java.time.@Nullable LocalDate expectedBy) {
        String key(OrderId order) {
            return "parcel:" + parcel + ":" + order + ":" + kind;
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(MilestonesReached reached) {
        tell(reached.parcels().stream()
                .filter(MilestonesReached.Reached::isNews)
                .flatMap(parcel -> kind(parcel.latest()).stream()
                        .map(kind -> new Item(
                                parcel.parcel(),
                                parcel.orders(),
                                kind,
                                kind == Kind.EXCEPTION ? parcel.expectedBy() : null)))
                .toList());
    }

    /** Set-wise; each item once for ever. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Collection<Item> items) {
        if (items.isEmpty()) return;
        var found = orders.find(
                items.stream().flatMap(item -> item.orders().stream()).collect(Collectors.toSet()));
        var views = parcels.find(items.stream().map(Item::parcel).distinct().toList()).stream()
                .collect(Collectors.toMap(ParcelView::id, Function.identity()));
        var addresses = links.of(found.values());
        var news = new ArrayList<NewMessage>();
        for (var item : items)
            for (var id : item.orders())
                Optional.ofNullable(found.get(id))
                        .ifPresent(order -> news.add(ShopperMessages.about(
                                order,
                                content(item, order, Objects.requireNonNull(views.get(item.parcel())), addresses),
                                item.key(id))));
        messages.send(news);
    }

    private static Content content(Item item, OrderView order, ParcelView parcel, Map<OrderId, String> addresses) {
        var label = parcel.label();
        return new Content.ParcelNews(
                item.kind(),
                order.externalId(),
                ShopperMessages.name(order),
                label == null || label.carrier() == null ? "" : Carriers.name(label.carrier()),
                addresses.get(order.id()),
                item.expectedBy(),
                ShopperMessages.contents(order, parcel.lines()));
    }

    private static Optional<Kind> kind(Milestone milestone) {
        return Optional.ofNullable(
                switch (milestone) {
                    case OUT_FOR_DELIVERY -> Kind.OUT_FOR_DELIVERY;
                    case DELIVERED -> Kind.DELIVERED;
                    case ATTEMPTED -> Kind.ATTEMPTED;
                    case AVAILABLE_FOR_PICKUP -> Kind.AVAILABLE_FOR_PICKUP;
                    case EXCEPTION -> Kind.EXCEPTION;
                    case RETURNED_TO_SENDER -> Kind.RETURNED;
                    case LOST -> Kind.LOST;
                    case LABEL_CREATED, PICKED_UP, IN_TRANSIT, RETURNING -> null;
                });
    }
}

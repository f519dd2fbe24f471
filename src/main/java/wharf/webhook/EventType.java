package wharf.webhook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events that endpoints can ask for, each with the fact it is made from. Names and payloads are a promise to receivers: new fields
 * and kinds may come, none is renamed or taken away.
 *
 * @param family what the payload is about
 */
record EventType(String name, Family family, String about) {
    static final EventType TEST =
            new EventType("webhook.test", Family.TEST, "Sent by the button that tries an endpoint.");

    enum Family {
        ORDER,
        SHIPMENT,
        RETURN,
        STOCK,
        SURVEY,
        REVIEW,
        TEST
    }

    /** By the type of the fact. */
    private static final Map<String, EventType> BY_FACT = all();

    static @Nullable EventType of(String fact) {
        return BY_FACT.get(fact);
    }

    static Map<String, EventType> byFact() {
        return BY_FACT;
    }

    private static Map<String, EventType> all() {
        var all = new LinkedHashMap<String, EventType>();
        same(all, Family.ORDER, "order.received", "An order came in.");
        same(all, Family.ORDER, "order.awaiting_payment", "It waits for its payment.");
        same(all, Family.ORDER, "order.accepted", "It is accepted: paid or not to be paid here.");
        same(all, Family.ORDER, "order.routed", "A warehouse is chosen.");
        same(all, Family.ORDER, "order.held", "It is on hold; reason says why.");
        same(all, Family.ORDER, "order.hold_lifted", "A hold is lifted.");
        same(all, Family.ORDER, "order.backordered", "Units of it are not in stock now.");
        same(all, Family.ORDER, "order.readdressed", "Its address was changed.");
        same(all, Family.ORDER, "order.revised", "A later revision of the channel was applied.");
        same(all, Family.ORDER, "order.amended", "It was changed by hand.");
        same(all, Family.ORDER, "order.units_cancelled", "Units of it were cancelled.");
        same(all, Family.ORDER, "order.in_fulfilment", "A warehouse works on it.");
        same(all, Family.ORDER, "order.partially_shipped", "Part of it has left.");
        same(all, Family.ORDER, "order.shipped", "All of it has left.");
        same(all, Family.ORDER, "order.delivered", "All of it has arrived.");
        same(all, Family.ORDER, "order.closed", "Nothing more is expected of it.");
        same(all, Family.ORDER, "order.cancelled", "It is cancelled.");
        put(all, Family.SHIPMENT, "parcel.shipped", "shipment.shipped", "A parcel left the warehouse.");
        put(all, Family.SHIPMENT, "parcel.picked-up", "shipment.picked_up", "The carrier has it.");
        put(all, Family.SHIPMENT, "parcel.in-transit", "shipment.in_transit", "It is on its way.");
        put(all, Family.SHIPMENT, "parcel.out-for-delivery", "shipment.out_for_delivery", "It arrives today.");
        put(all, Family.SHIPMENT, "parcel.attempted", "shipment.delivery_attempted", "Nobody could take it.");
        put(
                all,
                Family.SHIPMENT,
                "parcel.available-for-pickup",
                "shipment.available_for_pickup",
                "It can be collected.");
        put(all, Family.SHIPMENT, "parcel.delivered", "shipment.delivered", "It has arrived.");
        put(all, Family.SHIPMENT, "parcel.exception", "shipment.exception", "The carrier reports a problem.");
        put(all, Family.SHIPMENT, "parcel.late", "shipment.late", "It will not, or did not, arrive as promised.");
        put(all, Family.SHIPMENT, "parcel.stuck", "shipment.stuck", "Nothing was heard of it for days.");
        put(all, Family.SHIPMENT, "parcel.returning", "shipment.returning", "It is on its way back.");
        put(all, Family.SHIPMENT, "parcel.returned-to-sender", "shipment.returned", "It came back undelivered.");
        put(all, Family.SHIPMENT, "parcel.lost", "shipment.lost", "The carrier cannot find it.");
        same(all, Family.RETURN, "return.requested", "A shopper wants to send something back.");
        same(all, Family.RETURN, "return.authorised", "It may come back.");
        same(all, Family.RETURN, "return.rejected", "It may not.");
        same(all, Family.RETURN, "return.in_transit", "It is on its way back.");
        same(all, Family.RETURN, "return.hand_over_undone", "It had not been handed in after all.");
        same(all, Family.RETURN, "return.carrier_scanned", "Its carrier has the parcel.");
        same(all, Family.RETURN, "return.received", "It was counted at the dock.");
        same(all, Family.RETURN, "return.graded", "It was judged.");
        same(all, Family.RETURN, "return.settled", "It is settled.");
        same(all, Family.RETURN, "return.refunded", "It was paid back.");
        same(all, Family.RETURN, "return.exchanged", "Another item goes out instead.");
        same(all, Family.RETURN, "return.expired", "It never came.");
        same(all, Family.RETURN, "return.cancelled", "It is called off.");
        put(all, Family.STOCK, "item.restock_due", "stock.restock_due", "An item fell to its reorder point.");
        same(all, Family.SURVEY, "survey.answered", "A shopper said what they think of an order.");
        same(all, Family.SURVEY, "survey.changed", "A shopper changed that.");
        same(all, Family.REVIEW, "review.submitted", "A shopper wrote about an item.");
        same(all, Family.REVIEW, "review.published", "A review is shown in the shop.");
        return Collections.unmodifiableMap(all);
    }

    private static void same(Map<String, EventType> all, Family family, String name, String about) {
        put(all, family, name, name, about);
    }

    private static void put(Map<String, EventType> all, Family family, String fact, String name, String about) {
        all.put(fact, new EventType(name, family, about));
    }
}

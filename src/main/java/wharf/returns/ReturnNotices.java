package wharf.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.messaging.Phones;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Facts;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;
import wharf.shipping.ReturnLabelBought;

/** Tells shoppers how their return goes on, each thing once, in the transaction in which it happened. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReturnNotices {
    private final Orders orders;
    private final ReturnReader reader;
    private final Messages messages;
    private final ReturnLinks links;
    private final Facts facts;
    private final BusinessClock clock;

    ReturnNotices(
            Orders orders,
            ReturnReader reader,
            Messages messages,
            ReturnLinks links,
            Facts facts,
            BusinessClock clock) {
        this.orders = orders;
        this.reader = reader;
        this.messages = messages;
        this.links = links;
        this.facts = facts;
        this.clock = clock;
    }

    /** The label is there, or there is none: either way the shopper may send the parcel. */
    @EventListener
    public void on(ReturnLabelBought label) {
        var view = view(new ReturnId(label.id()));
        var data = new java.util.HashMap<String, Object>();
        data.put("number", view.name());
        if (label.tracking() != null) data.put("tracking", label.tracking());
        var ref = new ReturnMoves.Ref(view.id(), view.merchant(), view.order(), view.number());
        facts.record(ref.fact(label.refusal() == null ? "return.labelled" : "return.label_refused", clock.instant())
                .because(label.refusal())
                .with(data));
        tell(view, Content.ReturnStage.AUTHORISED, null, null, view.id().toString());
    }

    void received(ReturnView view) {
        tell(view, Content.ReturnStage.RECEIVED, null, null, view.id().toString());
    }

    void rejected(ReturnView view) {
        tell(view, Content.ReturnStage.REJECTED, null, null, view.id().toString());
    }

    void cancelled(ReturnView view) {
        tell(view, Content.ReturnStage.CANCELLED, null, null, view.id().toString());
    }

    void refunded(ReturnView view, UUID settlement, Money amount) {
        tell(view, Content.ReturnStage.REFUNDED, amount, null, settlement.toString());
    }

    void replaced(ReturnId id, Exchanges.Row exchange) {
        var view = view(id);
        var number = view.exchanges().stream()
                .filter(one -> one.id().equals(exchange.id()))
                .map(one -> String.valueOf(one.orderNumber()))
                .findFirst()
                .orElse("");
        tell(view, Content.ReturnStage.REPLACED, null, number, exchange.id().toString());
    }

    /** Mails the link to the returns page to the address the order was placed with. */
    void link(OrderView order, String cause) {
        if (order.email() == null) return;
        var content = new Content.ReturnUpdate(
                Content.ReturnStage.LINK,
                order.externalId(),
                name(order),
                "",
                null,
                null,
                List.of(),
                links.url(order.merchant(), order.id()));
        messages.send(List.of(new NewMessage(
                order.merchant(),
                order.id().value(),
                order.email(),
                order.locale(),
                content,
                "return-link:" + order.id() + ":" + cause)));
    }

    private ReturnView view(ReturnId id) {
        return reader.find(List.of(id.value())).getFirst();
    }

    private void tell(
            ReturnView view,
            Content.ReturnStage stage,
            @Nullable Money amount,
            @Nullable String replacement,
            String cause) {
        var order = orders.find(new OrderId(view.order().value())).orElseThrow();
        var lines = new ArrayList<Content.Line>();
        for (var line : view.lines()) {
            int units = switch (stage) {
                case REJECTED -> line.rejected();
                case CANCELLED -> line.cancelled();
                case LINK, AUTHORISED, RECEIVED, REFUNDED, REPLACED ->
                    line.quantity() - line.rejected() - line.expired() - line.cancelled();
            };
            if (units > 0) lines.add(new Content.Line(line.title(), units));
        }
        var content = new Content.ReturnUpdate(
                stage,
                order.externalId(),
                name(order),
                view.name(),
                amount,
                replacement,
                lines,
                links.url(order.merchant(), order.id()));
        messages.send(List.of(new NewMessage(
                order.merchant(),
                order.id().value(),
                order.email(),
                Phones.e164(order.shipTo().phone(), order.shipTo().country()).orElse(null),
                order.locale(),
                content,
                "return-" + stage.key() + ":" + cause)));
    }

    private static String name(OrderView order) {
        return order.shipTo().name() != null ? order.shipTo().name() : "";
    }
}

package wharf.delivery.cases;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.fulfilment.ShopperMessages;
import wharf.fulfilment.TrackingLinks;
import wharf.messaging.Content;
import wharf.messaging.Content.CaseNews.Kind;
import wharf.messaging.Messages;
import wharf.order.OrderView;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;

/** Puts cases on their order's timeline, and tells the shopper. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CaseTelling {
    private final Facts facts;
    private final Messages messages;
    private final TrackingLinks links;
    private final BusinessClock clock;

    CaseTelling(Facts facts, Messages messages, TrackingLinks links, BusinessClock clock) {
        this.facts = facts;
        this.messages = messages;
        this.links = links;
        this.clock = clock;
    }

    /** A shopper is thanked; of what the carrier brought back or lost they were told with the parcel's news. */
    public void opened(CaseView one, OrderView order) {
        facts.record(fact(one, "case.opened")
                .with(Map.of(
                        "case",
                        one.number(),
                        "about",
                        words(one.reason()),
                        "units",
                        one.lines().stream().mapToInt(CaseView.Line::quantity).sum())));
        if (one.openedBy() != CaseView.OpenedBy.CARRIER) send(one, order, Kind.OPENED, "");
    }

    public void decided(CaseView one) {
        var data = new TreeMap<String, Object>(Map.of(
                "case",
                one.number(),
                "decision",
                words(Objects.requireNonNull(one.decision())),
                "payer",
                words(Objects.requireNonNull(one.payer()))));
        if (one.amount() != null) {
            data.put("amountMinor", one.amount().minor());
            data.put("currency", one.amount().currency());
        }
        facts.record(fact(one, "case.decided").because(one.because()).with(data));
    }

    public void reopened(CaseView one, String problem) {
        facts.record(fact(one, "case.reopened").because(problem).with(Map.of("case", one.number())));
    }

    public void closed(CaseView one) {
        facts.record(fact(one, "case.closed").because(one.outcome()).with(Map.of("case", one.number())));
    }

    /** What was decided, once for each decision. */
    public void news(CaseView one, OrderView order) {
        send(
                one,
                order,
                Kind.valueOf(Objects.requireNonNull(one.decision()).name()),
                Objects.requireNonNull(one.because()));
    }

    private void send(CaseView one, OrderView order, Kind kind, String because) {
        var content = new Content.CaseNews(
                kind,
                order.externalId(),
                ShopperMessages.name(order),
                because,
                kind == Kind.REFUND ? one.amount() : null,
                links.of(List.of(order)).get(order.id()));
        messages.send(List.of(
                ShopperMessages.about(order, content, "case:" + one.id() + ":" + kind + ":" + one.decisions())));
    }

    private Fact fact(CaseView one, String type) {
        return Fact.of(one.merchant(), one.order().value(), "case", one.id(), type, clock.instant());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

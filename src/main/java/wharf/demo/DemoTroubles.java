package wharf.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.delivery.Complaints;
import wharf.order.OrderList;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.order.Replacements;
import wharf.platform.Turn;
import wharf.returns.Grade;
import wharf.returns.NewReturn;
import wharf.returns.Receiving;
import wharf.returns.Resolution;
import wharf.returns.ReturnPolicies;
import wharf.returns.ReturnPolicy;
import wharf.returns.ReturnView;
import wharf.returns.Returns;
import wharf.returns.UnknownReturns;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Warehouses;

/**
 * What comes back to the demo today: returns in every state, things nobody knows, and cases that wait for a decision, all of orders that were
 * delivered lately. Done twice it is done once.
 */
@Component
class DemoTroubles {
    private static final Logger LOG = LoggerFactory.getLogger(DemoTroubles.class);
    private static final int LOOKED_AT = 120;
    /** Saguaro's people look at what is worth more; half of what it sells is. */
    private static final long LOOKED_AT_ABOVE_MINOR = 5_000;

    private final OrderList list;
    private final Orders orders;
    private final Returning returning;
    private final Complaints complaints;
    private final Warehouses warehouses;

    DemoTroubles(OrderList list, Orders orders, Returning returning, Complaints complaints, Warehouses warehouses) {
        this.list = list;
        this.orders = orders;
        this.returning = returning;
        this.complaints = complaints;
        this.warehouses = warehouses;
    }

    /** The dock, and who decides what comes to it. */
    @Component
    record Returning(
            Returns returns,
            Receiving receiving,
            UnknownReturns unknown,
            ReturnPolicies policies,
            TransactionTemplate transaction) {}

    void make(MerchantId coral, MerchantId saguaro, MerchantId sabal) {
        if (returning.policies().of(saguaro).autoAuthoriseMinor() != null) lookAtDearOnes(saguaro);
        var dear = delivered(saguaro);
        var others = delivered(coral);
        others.addAll(delivered(sabal));
        var site = warehouses.byCode(DemoSites.EAST).orElseThrow().id();
        var returns = returning.returns();
        asked(dear, 0, view -> {});
        asked(dear, 1, view -> returns.reject(view.id(), "Used for a season, as the photo shows."));
        asked(others, 2, view -> {});
        asked(others, 3, view -> returns.handedOver(view.id()));
        asked(others, 4, view -> count(view, site));
        asked(others, 5, view -> grade(view, site, 1));
        asked(others, 6, view -> grade(view, site, view.lines().getFirst().quantity()));
        asked(others, 7, view -> returns.cancel(view.id(), "The shopper keeps it after all."));
        found(site);
        complain(others, "DAMAGED", "The lid was open and half of it is in the box.");
        complain(others, "NOT_RECEIVED", "It says delivered, but there was nothing at my door.");
        complain(dear, "WRONG_ITEM", "I ordered size L and got M.");
    }

    private void lookAtDearOnes(MerchantId merchant) {
        var p = returning.policies().of(merchant);
        if (Objects.requireNonNull(p.autoAuthoriseMinor()) == LOOKED_AT_ABOVE_MINOR) return;
        returning
                .policies()
                .set(
                        merchant,
                        new ReturnPolicy(
                                45,
                                p.reasons(),
                                p.feeMinor(),
                                695,
                                p.refundShipping(),
                                p.exchange(),
                                p.instantExchange(),
                                p.backWithinDays(),
                                LOOKED_AT_ABOVE_MINOR,
                                85,
                                p.damagedPercent(),
                                p.dispositions(),
                                p.finalSale(),
                                p.warehouse()));
    }

    /** Delivered lately, so that they may come back still, the dearest first for one that decides by the price. */
    private Deque<OrderView> delivered(MerchantId merchant) {
        var filter = new OrderList.Filter(merchant, List.of(OrderState.DELIVERED), null, false, null, null, true);
        var ids = list.list(filter, Turn.of(null, null, 2), LOOKED_AT).stream()
                .map(order -> new OrderId(order.id()))
                .toList();
        var found = orders.find(ids);
        return ids.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .filter(order -> !order.channel().equals(Replacements.RESHIP))
                .sorted(java.util.Comparator.comparingLong(DemoTroubles::firstLine)
                        .reversed())
                .collect(java.util.stream.Collectors.toCollection(ArrayDeque::new));
    }

    private static long firstLine(OrderView order) {
        var line = order.lines().getFirst();
        return line.unitPriceMinor() * line.quantity();
    }

    /** A return of the first line of the next order that may come back, and what became of it; once, whatever is asked again. */
    private void asked(Deque<OrderView> from, int n, Consumer<ReturnView> then) {
        while (!from.isEmpty()) {
            var order = from.pop();
            var line = order.lines().getFirst();
            var wanted = new NewReturn(
                    order.id(),
                    id("return", n),
                    List.of(new NewReturn.Line(1, line.quantity(), "CHANGED_MIND", Resolution.REFUND, null)),
                    "Demo: the shopper has thought about it.");
            try {
                then.accept(returning.returns().request(wanted));
                return;
            } catch (Refusal no) {
                LOG.debug("order {} takes no return: {}", order.number(), no.problems());
            }
        }
    }

    private void count(ReturnView view, WarehouseId site) {
        var line = view.lines().getFirst();
        returning
                .receiving()
                .count(new Receiving.NewCount(id("count:" + view.number(), 0), view.id(), 1, line.quantity(), site));
    }

    private void grade(ReturnView view, WarehouseId site, int units) {
        count(view, site);
        returning
                .receiving()
                .grade(new Receiving.NewGrade(
                        id("grade:" + view.number(), 0), view.id(), 1, units, Grade.A, null, null, "As new.", site));
    }

    private void found(WarehouseId site) {
        var thing = new UnknownReturns.Found(
                id("found", 0),
                null,
                site,
                UnknownReturns.Kind.NO_LABEL,
                null,
                "A steel bottle in a plain bag, no label, no note.",
                null);
        returning
                .transaction()
                .executeWithoutResult(status -> returning.unknown().open(thing));
    }

    private void complain(Deque<OrderView> from, String reason, String words) {
        if (!from.isEmpty()) complaints.open(from.pop().id(), reason, words);
    }

    private static UUID id(String what, int n) {
        return UUID.nameUUIDFromBytes(("demo:" + what + ":" + n).getBytes(StandardCharsets.UTF_8));
    }
}

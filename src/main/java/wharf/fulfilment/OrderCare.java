package wharf.fulfilment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.inventory.Reservations;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Shown;
import wharf.platform.Work;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Changes to an order at any stage, all or none. Before release they simply apply; what is on the floor is diverted at the next scan, with
 * put-back tasks for what was picked; labels are voided and bought anew. What has left cannot be changed, and says so.
 */
@Service
public class OrderCare {
    private final Orders orders;
    private final Holds holds;
    private final Fulfilments fulfilments;
    private final Reservations reservations;
    private final FloorRecall floor;
    private final Progress progress;
    private final Facts facts;
    private final Work work;
    private final BusinessClock clock;

    OrderCare(
            Orders orders,
            Holds holds,
            Fulfilments fulfilments,
            Reservations reservations,
            FloorRecall floor,
            Progress progress,
            Facts facts,
            Work work,
            BusinessClock clock) {
        this.orders = orders;
        this.holds = holds;
        this.fulfilments = fulfilments;
        this.reservations = reservations;
        this.floor = floor;
        this.progress = progress;
        this.facts = facts;
        this.work = work;
        this.clock = clock;
    }

    /** So many units of a line to cancel, in the line's own units. */
    public record LineCancel(int line, int quantity) {}

    /**
     * What a cancellation does, or would do.
     *
     * @param cancelled units per line
     * @param dueBefore what the order came to, minor units
     * @param dueAfter what it comes to then
     * @param withdrawn fulfilments taken off the floor; {@code toPutBack} units have been picked already and have to go back
     * @param voidedParcels parcels whose labels are voided
     */
    public record Cancellation(
            List<LineCancel> cancelled,
            String currency,
            long dueBefore,
            long dueAfter,
            List<Long> withdrawn,
            int toPutBack,
            int voidedParcels) {}

    /** What cancelling these units (all of them if null) would do; changes nothing. */
    @Transactional(readOnly = true)
    public Cancellation preview(OrderId id, @Nullable List<LineCancel> lines) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        var wanted = wanted(order, lines);
        var affected = floor.affected(order, wanted, fulfilments.of(id));
        return cancellation(
                order,
                wanted,
                numbers(affected),
                toPutBack(affected),
                floor.openParcels(affected).size());
    }

    private static int toPutBack(List<FulfilmentView> affected) {
        return affected.stream()
                .flatMap(f -> f.lines().stream())
                .mapToInt(l -> l.picked() + l.packed())
                .sum();
    }

    /** What cancelling all that has not left of these orders would come to, and how many have nothing left to cancel. */
    @Transactional(readOnly = true)
    public Cancellations previewAll(Collection<OrderId> ids) {
        var found = orders.find(ids);
        var inside = fulfilments.of(found.keySet()).stream().collect(Collectors.groupingBy(FulfilmentView::order));
        var each = new ArrayList<Cancellation>();
        var recalled = new ArrayList<FulfilmentView>();
        for (var order : found.values()) {
            var wanted = all(order);
            if (wanted.isEmpty()) continue;
            var affected = floor.affected(order, wanted, inside.getOrDefault(order.id(), List.of()));
            recalled.addAll(affected);
            each.add(cancellation(order, wanted, numbers(affected), toPutBack(affected), 0));
        }
        return new Cancellations(
                each, found.size() - each.size(), floor.openParcels(recalled).size());
    }

    /** @param parcels whose labels would be voided, of all orders together */
    public record Cancellations(List<Cancellation> orders, int nothingLeft, int parcels) {}

    /** Cancels units of an order, all of them if {@code lines} is null; refuses what has left, or is cancelled already. */
    @Transactional
    public Cancellation cancel(OrderId id, @Nullable List<LineCancel> lines, String reason) {
        Holds.checkReason(reason);
        floor.lockParcels(id);
        var ref = lock(id);
        var order = orders.find(id).orElseThrow();
        var wanted = wanted(order, lines);
        var recalled = floor.recall(floor.affected(order, wanted, fulfilments.of(id)), reason);
        var cancelled = reservations.cancel(
                id,
                wanted.stream()
                        .map(w -> new Reservations.LineCancel(w.line(), w.quantity()))
                        .toList());
        requireAll(wanted, cancelled);
        facts.record(Fact.of(ref.merchant(), id.value(), "order", id.value(), "order.units_cancelled", clock.instant())
                .because(reason)
                .with(Map.of(
                        "units", wanted.stream().mapToInt(LineCancel::quantity).sum())));
        afterwards(order, ref);
        return cancellation(order, wanted, recalled.numbers(), recalled.toPutBack(), recalled.voidedParcels());
    }

    private void afterwards(OrderView before, Orders.Ref ref) {
        progress.changed(before, ref);
        var subject = List.of(new Work.Subject(ref.id().value(), ref.merchant()));
        work.add(Steps.ROUTE, subject);
        work.add(Steps.SETTLE, subject);
    }

    private Orders.Ref lock(OrderId id) {
        return orders.lock(List.of(id)).stream().findFirst().orElseThrow(() -> Refusal.notFound("order", id));
    }

    private static List<LineCancel> wanted(OrderView order, @Nullable List<LineCancel> lines) {
        if (lines == null) {
            var all = all(order);
            if (all.isEmpty())
                throw Refusal.conflict(
                        "nothing-to-cancel",
                        "Every unit of this order has left or is cancelled already; use a return instead.");
            return all;
        }
        var problems = new ArrayList<Problem>();
        var seen = new HashSet<Integer>();
        for (int i = 0; i < lines.size(); i++) {
            var wanted = lines.get(i);
            var line = order.lines().stream()
                    .filter(l -> l.number() == wanted.line())
                    .findFirst();
            if (line.isEmpty() || !seen.add(wanted.line())) {
                problems.add(Problem.of(
                        "unknown-line",
                        "lines[" + i + "].line",
                        wanted.line(),
                        "Name each line of the order at most once."));
            } else if (wanted.quantity() < 1 || wanted.quantity() > cancellable(line.get())) {
                problems.add(Problem.of(
                        "not-cancellable",
                        "lines[" + i + "].quantity",
                        wanted.quantity(),
                        Shown.count(cancellable(line.get()), "unit") + " of this line can still be cancelled."));
            }
        }
        if (lines.isEmpty())
            problems.add(
                    Problem.of("required", "lines", null, "Name at least one line, or leave lines out to cancel all."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return List.copyOf(lines);
    }

    private static List<LineCancel> all(OrderView order) {
        return order.lines().stream()
                .map(line -> new LineCancel(line.number(), cancellable(line)))
                .filter(l -> l.quantity() > 0)
                .toList();
    }

    /** Whether anything is left that could be cancelled. */
    public static boolean mayCancel(OrderView order) {
        return !all(order).isEmpty();
    }

    private static int cancellable(OrderView.Line line) {
        return OrderView.whole(line, OrderView.Units::cancellable);
    }

    private static void requireAll(List<LineCancel> wanted, List<Reservations.Cancelled> cancelled) {
        for (var want : wanted) {
            int got = cancelled.stream()
                    .filter(c -> c.lineNo() == want.line())
                    .mapToInt(Reservations.Cancelled::quantity)
                    .sum();
            if (got != want.quantity()) {
                throw Refusal.conflict(
                        "left-meanwhile",
                        "lines",
                        want.line(),
                        "Units of this line left meanwhile; look at the order again.");
            }
        }
    }

    private static Cancellation cancellation(
            OrderView order, List<LineCancel> wanted, List<Long> withdrawn, int toPutBack, int voided) {
        var before = Bill.of(order).payable();
        var after = Bill.of(without(order, wanted)).payable();
        return new Cancellation(wanted, order.currency(), before.minor(), after.minor(), withdrawn, toPutBack, voided);
    }

    private static List<Long> numbers(List<FulfilmentView> fulfilments) {
        return fulfilments.stream().map(FulfilmentView::number).toList();
    }

    /** The order as it would be with these units cancelled; for its money only. */
    private static OrderView without(OrderView order, List<LineCancel> cancels) {
        var lines = order.lines().stream().map(line -> without(line, cancels)).toList();
        return new OrderView(
                order.id(),
                order.merchant(),
                order.number(),
                order.channel(),
                order.externalId(),
                order.revision(),
                order.state(),
                order.placedAt(),
                order.currency(),
                order.subtotalMinor(),
                order.discountMinor(),
                order.shippingMinor(),
                order.taxMinor(),
                order.totalMinor(),
                order.priority(),
                order.service(),
                order.shipTo(),
                order.email(),
                order.locale(),
                order.note(),
                order.openHolds(),
                order.version(),
                lines);
    }

    private static OrderView.Line without(OrderView.Line line, List<LineCancel> cancels) {
        int quantity = cancels.stream()
                .filter(c -> c.line() == line.number())
                .mapToInt(LineCancel::quantity)
                .sum();
        var units = line.units().stream()
                .map(u -> new OrderView.Units(
                        u.item(),
                        u.sku(),
                        u.perUnit(),
                        u.quantity(),
                        0,
                        u.quantity() - u.shipped() - u.elsewhere() - u.cancelled() - quantity * u.perUnit(),
                        0,
                        0,
                        0,
                        u.shipped(),
                        u.cancelled() + quantity * u.perUnit(),
                        u.elsewhere()))
                .toList();
        return new OrderView.Line(
                line.number(),
                line.item(),
                line.sku(),
                line.title(),
                line.quantity(),
                line.removed(),
                line.unitPriceMinor(),
                line.discountMinor(),
                line.taxMinor(),
                units);
    }

    /** What an address change did: {@code rerouted} when it goes to another warehouse's decision again, labels bought anew. */
    public record AddressChange(boolean rerouted, int relabelled) {}

    /** Sends what has not left yet to another address; refuses when everything has. */
    @Transactional
    public AddressChange readdress(OrderId id, Address given) {
        var problems = Addresses.check(given).stream()
                .filter(problem -> problem.isError())
                .map(problem -> Problem.of("bad-address", problem.field(), problem.value(), problem.message()))
                .toList();
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        var address = Addresses.normalise(given);
        floor.lockParcels(id);
        var ref = lock(id);
        var order = orders.find(id).orElseThrow();
        if (order.state().isOver())
            throw Refusal.conflict(
                    "order-gone",
                    "Everything of this order has left or is cancelled; only the carrier can redirect a parcel now.");
        orders.readdress(id, address);
        var all = fulfilments.of(id);
        var planned = FloorRecall.planned(all);
        floor.recall(planned, "The address has changed.");
        var relabelled = floor.relabel(all, address);
        holds.lift(id, Hold.Kind.ADDRESS, "The address was changed.");
        holds.holdUnprintable(ref, address);
        facts.record(Fact.of(ref.merchant(), id.value(), "order", id.value(), "order.readdressed", clock.instant()));
        if (order.state().isAccepted()) progress.update(List.of(id));
        work.add(Steps.ROUTE, id.value(), ref.merchant());
        return new AddressChange(!planned.isEmpty(), relabelled);
    }

    /**
     * With which service an order is to leave, and how urgently.
     *
     * @param service null for the merchant's own
     */
    public record Urgency(@Nullable String service, int priority) {
        Urgency by(@Nullable String service) {
            return new Urgency(service, priority);
        }

        Urgency at(int priority) {
            return new Urgency(service, priority);
        }
    }

    /**
     * Has an order leave by another service, or sooner or later than others. What is planned is routed again; what is on the floor already keeps
     * its label's service, so a change of service is refused then.
     *
     * @param change what it becomes; told what it is while the order is locked, and may refuse
     * @return what it was before
     */
    @Transactional
    public Urgency expedite(OrderId id, UnaryOperator<Urgency> change) {
        var ref = lock(id);
        var order = orders.find(id).orElseThrow();
        if (order.state().isOver())
            throw Refusal.conflict("order-gone", "Everything of this order has left or is cancelled.");
        var before = new Urgency(order.service(), order.priority());
        var after = change.apply(before);
        if (after.equals(before)) return before;
        boolean another = !Objects.equals(before.service(), after.service());
        var all = fulfilments.of(id);
        if (another && FloorRecall.active(all).size() > FloorRecall.planned(all).size())
            throw Refusal.conflict(
                    "on-the-floor",
                    "Units of this order are on the floor already; cancel and enter it anew, or choose the service at the pack station.");
        orders.expedite(id, after.service(), after.priority());
        if (another) {
            floor.recall(FloorRecall.planned(all), "Another service was chosen.");
            if (order.state().isAccepted()) progress.update(List.of(id));
            work.add(Steps.ROUTE, id.value(), ref.merchant());
        }
        facts.record(Fact.of(ref.merchant(), id.value(), "order", id.value(), "order.expedited", clock.instant())
                .with(Map.of(
                        "service",
                        after.service() == null ? "standard" : after.service(),
                        "priority",
                        after.priority())));
        return before;
    }

    /** Stops an order by hand; refuses when nothing of it is to be shipped any more. */
    @Transactional
    public UUID hold(OrderId id, Set<Hold.Gate> gates, String reason) {
        Holds.checkReason(reason);
        if (gates.isEmpty())
            throw Refusal.invalid(
                    "required",
                    "gates",
                    null,
                    "Name at least one step the hold stops: " + EnumSet.allOf(Hold.Gate.class) + ".");
        var ref = lock(id);
        if (orders.find(id).orElseThrow().state().isOver())
            throw Refusal.conflict(
                    "order-gone",
                    "Everything of this order has left or is cancelled; there is nothing to stop any more.");
        return holds.place(ref, Hold.Kind.MANUAL, reason, gates, null);
    }

    /** Lifts a hold; the order goes on at once. Refuses that of a payment without which an order is not accepted: nothing would go on. */
    @Transactional
    public void lift(OrderId id, UUID hold) {
        lock(id);
        var known = holds.of(id).stream()
                .filter(h -> h.id().equals(hold))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("hold", hold));
        if (!known.isOpen()) return;
        if (awaitsPayment(known, orders.find(id).orElseThrow().state()))
            throw Refusal.conflict(
                    "payment-missing",
                    "The order goes on by itself once its payment is authorised, and not before. Give another means of payment, or cancel it.");
        progress.resume(holds.lift(List.of(hold), "Lifted by hand."));
    }

    /** Whether the hold ends with the payment only: the order is not accepted without it. */
    public static boolean awaitsPayment(Hold hold, OrderState state) {
        return hold.kind() == Hold.Kind.PAYMENT && state == OrderState.AWAITING_PAYMENT;
    }

    /** Lifts holds whose time is up. */
    @Transactional
    public int liftExpired() {
        var expired = holds.expired(200);
        // Orders before their holds, as everybody locks them.
        orders.lock(Set.copyOf(expired.values()));
        progress.resume(holds.lift(expired.keySet(), "Its time was up."));
        return expired.size();
    }
}

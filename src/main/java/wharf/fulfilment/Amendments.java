package wharf.fulfilment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Reservations;
import wharf.inventory.Reserving;
import wharf.order.Amendment;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.OrderAmendments;
import wharf.order.OrderRevisions;
import wharf.order.OrderRevisions.Outcome;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Work;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Carries a change of an order through stock, floor and money, in the one transaction that writes it. Units that come are reserved and
 * routed, units that go are taken back from wherever they are, and what could not be done holds the order for a person, once, in words.
 * The caller holds the locks of the order's parcels and of the order.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Amendments {
    private static final int LONGEST_REASON = 500;

    private final Written written;
    private final Changing changing;
    private final Holds holds;
    private final Progress progress;
    private final Facts facts;
    private final Work work;
    private final BusinessClock clock;

    Amendments(
            Written written,
            Changing changing,
            Holds holds,
            Progress progress,
            Facts facts,
            Work work,
            BusinessClock clock) {
        this.written = written;
        this.changing = changing;
        this.holds = holds;
        this.progress = progress;
        this.facts = facts;
        this.work = work;
        this.clock = clock;
    }

    /** The order's own rows. */
    @Component
    record Written(Orders orders, OrderAmendments amendments, OrderRevisions revisions) {}

    /** What an order has elsewhere. */
    @Component
    record Changing(Fulfilments fulfilments, FloorRecall floor, Reservations reservations, Payments payments) {}

    /** Who wants the change. */
    enum By {
        CHANNEL,
        PERSON
    }

    /**
     * What was done.
     *
     * @param changes all that differed, with why some of it is left
     * @param backordered units that came and wait for stock
     */
    record Done(List<Amendment.Change> changes, FloorRecall.Recalled recalled, int relabelled, int backordered) {
        List<Amendment.Change> left() {
            return changes.stream().filter(change -> !change.isDone()).toList();
        }
    }

    /** Applies what can be; refuses, with nothing done, when units that may not be backordered are missing. */
    Done apply(Orders.Ref ref, OrderView order, Amendment amendment, By by, String reason) {
        written.revisions().keepFirst(order, written.amendments().asSent(order));
        var all = changing.fulfilments().of(order.id());
        var cancels = cancels(amendment, false);
        written.amendments().addLines(order, amendment);
        changing.reservations().writeWaiting(newReservations(amendment));
        var recalled = changing.floor().recall(toRecall(order, amendment, cancels, all), reason);
        var missing = stock(order, amendment, cancels);
        written.amendments().write(order, amendment);
        int relabelled = amendment.readdressed()
                ? changing.floor().relabel(changing.fulfilments().of(order.id()), amendment.shipTo())
                : 0;
        if (amendment.readdressed()) {
            holds.lift(order.id(), Hold.Kind.ADDRESS, "The address was changed.");
            holds.holdUnprintable(ref, amendment.shipTo());
        }
        money(order, amendment);
        var changes = changes(amendment, all, recalled);
        var done = new Done(
                changes,
                recalled,
                relabelled,
                missing.values().stream().mapToInt(Integer::intValue).sum());
        tell(ref, amendment, by, reason, done);
        settleHolds(ref, order, amendment, by, done);
        progress.changed(order, ref);
        work.add(Steps.ROUTE, order.id().value(), order.merchant());
        return done;
    }

    private static List<OrderCare.LineCancel> cancels(Amendment amendment, boolean elsewhere) {
        return amendment.lines().stream()
                .filter(line -> line.cancel() > 0 && line.elsewhere() == elsewhere)
                .map(line -> new OrderCare.LineCancel(line.number(), line.cancel()))
                .toList();
    }

    private static List<Reserving> newReservations(Amendment amendment) {
        return amendment.lines().stream()
                .flatMap(line -> line.reserving().stream())
                .toList();
    }

    /** Besides what holds units that go: planned work, when what comes may go with it or it has to be decided anew. */
    private List<FulfilmentView> toRecall(
            OrderView order, Amendment amendment, List<OrderCare.LineCancel> cancels, List<FulfilmentView> all) {
        boolean anew = amendment.adds() || amendment.readdressed() || amendment.serviceChanged();
        return Stream.concat(
                        changing.floor().affected(order, cancels, all).stream(),
                        anew ? FloorRecall.planned(all).stream() : Stream.empty())
                .distinct()
                .toList();
    }

    private Map<String, Integer> stock(OrderView order, Amendment amendment, List<OrderCare.LineCancel> cancels) {
        var wants = amendment.lines().stream()
                .filter(line -> line.added() > 0)
                .map(line -> new Reservations.Want(line.number(), line.added(), line.elsewhere(), line.isNew()))
                .toList();
        var amended = changing.reservations()
                .amend(
                        order.id(),
                        new Reservations.Amending(
                                stockCancels(cancels),
                                stockCancels(cancels(amendment, true)),
                                wants,
                                amendment.priority()));
        requireAll(cancels, amended.cancelled());
        if (!amended.missing().isEmpty() && !written.amendments().mayBackorder(order.id()))
            throw new Refusal(
                    Refusal.Kind.CONFLICT,
                    amended.missing().entrySet().stream()
                            .map(sku -> Problem.of(
                                    "sold-out",
                                    "lines",
                                    sku.getKey(),
                                    sku.getValue() + " more of " + sku.getKey()
                                            + " are not in stock, and the order may not be backordered."))
                            .toList());
        return amended.missing();
    }

    private static List<Reservations.LineCancel> stockCancels(List<OrderCare.LineCancel> cancels) {
        return cancels.stream()
                .map(cancel -> new Reservations.LineCancel(cancel.line(), cancel.quantity()))
                .toList();
    }

    /** The order is locked, so that nothing can have left meanwhile; if it has after all, another try finds it so. */
    private static void requireAll(List<OrderCare.LineCancel> wanted, List<Reservations.Cancelled> cancelled) {
        for (var want : wanted) {
            int got = cancelled.stream()
                    .filter(c -> c.lineNo() == want.line())
                    .mapToInt(Reservations.Cancelled::quantity)
                    .sum();
            if (got != want.quantity())
                throw new Refusal(
                        Refusal.Kind.BUSY,
                        List.of(Problem.of(
                                "left-meanwhile",
                                "lines",
                                want.line(),
                                "Units of this line moved meanwhile; try again.")));
        }
    }

    private void money(OrderView order, Amendment amendment) {
        var reference = order.id().value();
        var total = Money.of(amendment.totals().totalMinor(), order.currency());
        var back = changing.payments().isKnown(reference)
                ? Settlement.paidBack(changing.payments().view(reference))
                : Money.zero(order.currency());
        if (amendment.tenders() == null) {
            if (!total.isZero()) changing.payments().cover(reference, order.merchant(), total.plus(back));
            return;
        }
        changing.payments()
                .cover(
                        reference,
                        amendment.tenders(),
                        total.plus(back),
                        order.state().isAccepted());
    }

    /** A service that is wished for what is on the floor already comes too late. */
    private static List<Amendment.Change> changes(
            Amendment amendment, List<FulfilmentView> all, FloorRecall.Recalled recalled) {
        var staying = FloorRecall.active(all).stream()
                .filter(f -> !recalled.numbers().contains(f.number()))
                .filter(f -> !f.service().equals(amendment.service()))
                .map(FulfilmentView::service)
                .distinct()
                .toList();
        if (!amendment.serviceChanged() || amendment.service() == null || staying.isEmpty()) return amendment.changes();
        return amendment.changes().stream()
                .map(change -> change.what().equals("service")
                        ? new Amendment.Change(
                                change.what(),
                                change.subject(),
                                change.was(),
                                change.wanted(),
                                "What is on the floor already leaves by " + String.join(", ", staying) + ".")
                        : change)
                .toList();
    }

    private void tell(Orders.Ref ref, Amendment amendment, By by, String reason, Done done) {
        var told = new ArrayList<Fact>();
        var changed = others(done.changes());
        told.add(
                by == By.CHANNEL
                        ? fact(ref, "order.revised").with(Map.of("revision", amendment.revision(), "changed", changed))
                        : fact(ref, "order.amended").because(reason).with(Map.of("changed", changed)));
        tellUnits(told, ref, "order.units_added", amendment, Amendment.Line::added);
        tellUnits(told, ref, "order.units_removed", amendment, Amendment.Line::cancel);
        if (amendment.readdressed()) told.add(fact(ref, "order.readdressed"));
        done.changes().stream()
                .filter(change -> change.what().equals("total"))
                .findFirst()
                .ifPresent(change -> told.add(fact(ref, "order.repriced")
                        .with(Map.of("was", String.valueOf(change.was()), "now", String.valueOf(change.wanted())))));
        if (!done.left().isEmpty())
            told.add(fact(ref, "order.revision_left")
                    .because(words(done.left()))
                    .with(Map.of("revision", amendment.revision())));
        facts.record(told);
    }

    private Fact fact(Orders.Ref ref, String type) {
        return Fact.of(ref.merchant(), ref.id().value(), "order", ref.id().value(), type, clock.instant());
    }

    private interface Counted {
        int units(Amendment.Line line);
    }

    private void tellUnits(List<Fact> told, Orders.Ref ref, String type, Amendment amendment, Counted counted) {
        var bySku = new LinkedHashMap<String, Integer>();
        amendment.lines().forEach(line -> {
            if (counted.units(line) > 0) bySku.merge(line.sku(), counted.units(line), Integer::sum);
        });
        if (bySku.isEmpty()) return;
        var what = bySku.entrySet().stream()
                .limit(20)
                .map(sku -> sku.getValue() + " × " + sku.getKey())
                .collect(Collectors.joining(", "));
        told.add(fact(ref, type).with(Map.of("what", bySku.size() > 20 ? what + ", …" : what)));
    }

    /** What differs besides units, address and total, which are told by themselves. */
    private static String others(List<Amendment.Change> changes) {
        return changes.stream()
                .map(Amendment.Change::what)
                .filter(what -> !List.of("units", "address", "total").contains(what))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static String words(List<Amendment.Change> left) {
        var words = left.stream()
                .map(change -> (change.subject() == null ? change.what() : change.subject()) + " (was " + change.was()
                        + ", wanted " + change.wanted() + "): " + change.left())
                .collect(Collectors.joining(" "));
        return shortened(words);
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST_REASON ? words : words.substring(0, LONGEST_REASON - 1) + "…";
    }

    /** One hold for what is left, and none for what an earlier revision had left: this one says what is wanted now. */
    private void settleHolds(Orders.Ref ref, OrderView order, Amendment amendment, By by, Done done) {
        liftEarlier(ref, "A later change of the order settles it.");
        UUID hold = null;
        if (!done.left().isEmpty())
            hold = holds.place(
                    ref,
                    Hold.Kind.MANUAL,
                    shortened((by == By.CHANNEL
                                    ? "Revision " + amendment.revision()
                                            + " of the channel could not be applied in full. "
                                    : "The change could not be made in full. ")
                            + words(done.left())),
                    EnumSet.of(Hold.Gate.SHIP),
                    null);
        var outcome =
                by == By.PERSON ? Outcome.AMENDED : done.left().isEmpty() ? Outcome.APPLIED : Outcome.PARTLY_APPLIED;
        written.revisions().decide(order, amendment.revision(), outcome, done.changes(), List.of(), hold);
    }

    private void liftEarlier(Orders.Ref ref, String why) {
        progress.resume(holds.lift(revisionHolds(ref.id()), why));
    }

    private List<UUID> revisionHolds(OrderId id) {
        return written.revisions().decided(id).stream()
                .map(OrderRevisions.Decided::hold)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /**
     * Nothing of a revision can be done: the order stays as it is, and stands still until a person has looked or a later revision is better.
     * The same refusal again changes nothing.
     */
    void refuse(Orders.Ref ref, OrderView order, int revision, List<Problem> problems) {
        var last = written.revisions().decided(order.id()).stream()
                .filter(decided -> decided.revision() == revision)
                .reduce((first, later) -> later);
        if (last.isPresent()
                && last.get().outcome() == Outcome.REFUSED
                && last.get().problems().equals(problems)) return;
        written.revisions().keepFirst(order, written.amendments().asSent(order));
        liftEarlier(ref, "The reason has changed.");
        var reason = shortened("Revision " + revision + " of the channel cannot be applied: "
                + problems.stream().map(Amendments::sentence).collect(Collectors.joining(" ")));
        var hold = holds.place(
                ref,
                Hold.Kind.MANUAL,
                reason,
                EnumSet.of(Hold.Gate.RELEASE, Hold.Gate.PICK, Hold.Gate.PACK, Hold.Gate.SHIP),
                null);
        written.revisions().decide(order, revision, Outcome.REFUSED, List.of(), problems, hold);
        facts.record(fact(ref, "order.revision_refused").because(reason).with(Map.of("revision", revision)));
    }

    private static String sentence(Problem problem) {
        return problem.field().isEmpty() || problem.field().equals("lines")
                ? problem.message()
                : problem.field() + ": " + problem.message();
    }
}

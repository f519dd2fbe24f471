package wharf.fulfilment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Items;
import wharf.geography.Address;
import wharf.order.Amendment;
import wharf.order.Holds;
import wharf.order.NewOrder;
import wharf.order.OrderAmendments;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.Shown;
import wharf.platform.Work;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * A person changes what an order consists of: by the same engine as a channel's later revision, but refused where it cannot be done in full. A
 * preview is the change itself, rolled back: what it shows is what would happen.
 */
@Service
public class OrderEdits {
    private static final Pattern LINE = Pattern.compile("lines\\[(\\d+)](.*)");

    private final Orders orders;
    private final OrderAmendments plans;
    private final Amendments amendments;
    private final FloorRecall floor;
    private final Coverage coverage;
    private final Items items;
    private final Work work;
    private final TransactionTemplate transaction;

    OrderEdits(
            Orders orders,
            OrderAmendments plans,
            Amendments amendments,
            FloorRecall floor,
            Coverage coverage,
            Items items,
            Work work,
            TransactionTemplate transaction) {
        this.orders = orders;
        this.plans = plans;
        this.amendments = amendments;
        this.floor = floor;
        this.coverage = coverage;
        this.items = items;
        this.work = work;
        this.transaction = transaction;
    }

    /**
     * What is to change.
     *
     * @param lines units that are wanted of lines from now on, those that have left among them; lines that are not named stay as they are
     * @param add further lines
     * @param shipTo another address; null to leave it
     */
    public record Edit(
            @Nullable List<LineQuantity> lines,
            @Nullable List<Addition> add,
            @Nullable Address shipTo) {}

    /** So many units of a line, 0 to take it out. */
    public record LineQuantity(int line, int quantity) {}

    /** A line to add; without a price it costs what the item is worth. */
    public record Addition(
            @Nullable String sku,
            @Nullable Integer quantity,
            @Nullable Long unitPriceMinor) {}

    /**
     * What an edit does, or would do.
     *
     * @param totalBefore what the order came to, minor units of {@code currency}
     * @param uncovered what nobody pays for yet, minor units; the order is held until somebody does
     * @param withdrawn fulfilments taken off the floor or planned anew; {@code toPutBack} units have been picked and have to go back
     * @param backordered units that were added and wait for stock
     */
    public record Edited(
            List<Amendment.Change> changes,
            String currency,
            long totalBefore,
            long totalAfter,
            long uncovered,
            List<Long> withdrawn,
            int toPutBack,
            int voidedParcels,
            int relabelled,
            int backordered) {}

    /** What the edit would do; changes nothing. */
    public Edited preview(OrderId id, Edit edit) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            return apply(id, edit, "(preview)");
        }));
    }

    /** Changes the order, all or nothing; refuses what cannot be done, field by field. */
    public Edited edit(OrderId id, Edit edit, String reason) {
        Holds.checkReason(reason);
        return Objects.requireNonNull(transaction.execute(status -> apply(id, edit, reason)));
    }

    private Edited apply(OrderId id, Edit edit, String reason) {
        floor.lockParcels(id);
        var ref = orders.lock(List.of(id)).stream().findFirst().orElseThrow(() -> Refusal.notFound("order", id));
        var order = orders.find(id).orElseThrow();
        if (order.state().isOver())
            throw Refusal.conflict(
                    "order-gone",
                    "Everything of this order has left or is cancelled; make another order, or use a return.");
        var amendment = plan(order, edit);
        if (amendment.changes().isEmpty())
            throw Refusal.invalid(
                    "nothing-changes", "lines", null, "Change a quantity, add a line or give another address.");
        var done = amendments.apply(ref, order, amendment, Amendments.By.PERSON, reason);
        work.add(Steps.REVISE, id.value(), ref.merchant());
        var after = orders.find(id).orElseThrow();
        return new Edited(
                done.changes(),
                order.currency(),
                Bill.of(order).payable().minor(),
                Bill.of(after).payable().minor(),
                Math.max(0, coverage.missing(after).minor()),
                done.recalled().numbers(),
                done.recalled().toPutBack(),
                done.recalled().voidedParcels(),
                done.relabelled(),
                done.backordered());
    }

    private Amendment plan(OrderView order, Edit edit) {
        var sent = plans.asSent(order);
        var lines = kept(order, Objects.requireNonNull(sent.lines()), edit);
        int keptLines = lines.size();
        lines.addAll(added(order, edit));
        if (lines.isEmpty())
            throw Refusal.invalid(
                    "nothing-left", "lines", null, "Nothing would be left of the order; cancel it instead.");
        var edited = sent.revised(order.revision(), lines);
        var wanted = edit.shipTo() == null ? edited : edited.to(edit.shipTo());
        return switch (plans.ofPerson(order, wanted)) {
            case OrderAmendments.Plan.Possible possible -> possible.amendment();
            case OrderAmendments.Plan.Impossible impossible ->
                throw Refusal.invalid(impossible.problems().stream()
                        .map(problem -> asAsked(problem, keptLines))
                        .toList());
        };
    }

    private static Problem asAsked(Problem problem, int keptLines) {
        var line = LINE.matcher(problem.field());
        if (!line.matches() || Integer.parseInt(line.group(1)) < keptLines) return problem;
        var field = "add[" + (Integer.parseInt(line.group(1)) - keptLines) + "]" + line.group(2);
        return new Problem(problem.code(), field, problem.value(), problem.message());
    }

    private static List<NewOrder.@Nullable Line> kept(OrderView order, List<NewOrder.@Nullable Line> sent, Edit edit) {
        var wanted = quantities(order, edit.lines() == null ? List.of() : edit.lines());
        var live = order.lines().stream().filter(line -> line.quantity() > 0).toList();
        var kept = new ArrayList<NewOrder.@Nullable Line>();
        for (int i = 0; i < live.size(); i++) {
            var line = live.get(i);
            var given = wanted.get(line.number());
            int quantity = given == null ? line.quantity() : ordered(line, given);
            if (quantity > 0) kept.add(scaled(Objects.requireNonNull(sent.get(i)), quantity, order.currency()));
        }
        return kept;
    }

    private static Map<Integer, Integer> quantities(OrderView order, List<LineQuantity> lines) {
        var problems = new ArrayList<Problem>();
        var wanted = new HashMap<Integer, Integer>();
        for (int i = 0; i < lines.size(); i++) {
            var given = lines.get(i);
            var line = order.lines().stream()
                    .filter(l -> l.number() == given.line() && l.quantity() > 0)
                    .findFirst();
            var path = "lines[" + i + "]";
            if (line.isEmpty() || wanted.put(given.line(), given.quantity()) != null)
                problems.add(Problem.of(
                        "unknown-line", path + ".line", given.line(), "Name each line of the order at most once."));
            else if (given.quantity() < least(line.get()) || given.quantity() > 1_000_000)
                problems.add(Problem.of(
                        "out-of-range",
                        path + ".quantity",
                        given.quantity(),
                        "Of this line, what has left or is fulfilled elsewhere stays: "
                                + Shown.count(least(line.get()), "unit") + "; give " + least(line.get())
                                + " to 1000000."));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return wanted;
    }

    private static int least(OrderView.Line line) {
        return live(line) - OrderView.whole(line, OrderView.Units::cancellable);
    }

    /** Units of a line that are still wanted: those cancelled here are not. */
    public static int live(OrderView.Line line) {
        return line.quantity() - OrderView.whole(line, OrderView.Units::cancelled) + line.removed();
    }

    /** As the engine counts: what was cancelled here is part of what is ordered until less is. */
    private static int ordered(OrderView.Line line, int live) {
        int more = live - live(line);
        return more < 0 ? live : line.quantity() + more;
    }

    /** Discount and tax of a line follow its units: fewer bear their share, further ones the tax of one each. */
    private static NewOrder.Line scaled(NewOrder.Line line, int quantity, String currency) {
        int before = Objects.requireNonNull(line.quantity());
        if (quantity == before) return line;
        return new NewOrder.Line(
                line.sku(),
                quantity,
                line.unitPriceMinor(),
                share(line.discountMinor(), before, Math.min(quantity, before), currency),
                share(line.taxMinor(), before, Math.min(quantity, before), currency)
                        + share(line.taxMinor(), before, 1, currency) * Math.max(0, quantity - before),
                line.title(),
                line.elsewhere(),
                line.properties());
    }

    private static long share(@Nullable Long amount, int units, int of, String currency) {
        if (amount == null) return 0;
        return Money.of(amount, currency).ofUnits(units, 0, of).minor();
    }

    private List<NewOrder.Line> added(OrderView order, Edit edit) {
        if (edit.add() == null) return List.of();
        var skus = edit.add().stream()
                .map(Addition::sku)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(sku -> sku.indexOf('\0') < 0)
                .toList();
        var known = items.bySku(order.merchant(), skus);
        return edit.add().stream()
                .map(addition -> new NewOrder.Line(
                        addition.sku(),
                        addition.quantity(),
                        price(order, addition, known),
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
    }

    private static @Nullable Long price(OrderView order, Addition addition, Map<String, wharf.catalog.Item> known) {
        if (addition.unitPriceMinor() != null || addition.sku() == null) return addition.unitPriceMinor();
        var item = known.get(addition.sku());
        var value = item == null ? null : item.value();
        return value != null && value.currency().equals(order.currency()) ? value.minor() : null;
    }
}

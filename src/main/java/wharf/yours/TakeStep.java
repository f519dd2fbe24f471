package wharf.yours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.ItemInstruction;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.geography.Address;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.ParkedMessages;
import wharf.shared.Problem;

/**
 * Takes a trial's orders in for real, by the door every channel uses, a batch a run. An order is known by merchant, channel and its number,
 * so that a batch done twice changes nothing.
 */
@Component
class TakeStep implements Stretches {
    private static final int BATCH = 100;
    private static final int LONGEST_NAME = 500;

    private final Trials trials;
    private final TrialOrders orders;
    private final TrialItems trialItems;
    private final TrialProblems problems;
    private final Items items;
    private final OrderIntake intake;
    private final ParkedMessages parked;
    private final TransactionTemplate transaction;

    TakeStep(
            Trials trials,
            TrialOrders orders,
            TrialItems trialItems,
            TrialProblems problems,
            Items items,
            OrderIntake intake,
            ParkedMessages parked,
            TransactionTemplate transaction) {
        this.trials = trials;
        this.orders = orders;
        this.trialItems = trialItems;
        this.problems = problems;
        this.items = items;
        this.intake = intake;
        this.parked = parked;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return Trials.TAKE;
    }

    @Override
    public boolean stretch(UUID trial) {
        return trials.find(trial).map(this::batch).orElse(false);
    }

    private boolean batch(Trial trial) {
        var taking = trial.taking();
        if (taking == null || !taking.running()) return false;
        var batch = orders.toTake(trial.id(), taking.shippedToo(), taking.last(), BATCH);
        if (batch.isEmpty()) {
            trials.took(trial, taking.last(), after(taking, taking.last(), 0, List.of(), false));
            return false;
        }
        var sizes = trialItems.of(
                trial.id(),
                batch.stream()
                        .flatMap(one -> one.order().lines().stream())
                        .map(TrialOrder.Line::sku)
                        .distinct()
                        .toList());
        int created = create(trial, sizes, taking.assumedItems());
        var given = batch.stream().map(one -> order(trial, one.order())).toList();
        keep(trial, taking, batch, given, intake.take(given), created);
        return true;
    }

    /** Items the catalogue does not have yet; those that nobody measured only if that is wished, with a note to measure them. */
    private int create(Trial trial, Map<String, Sized> sizes, boolean assumed) {
        var known = items.bySku(trial.merchant(), sizes.keySet());
        var missing = sizes.values().stream()
                .filter(item -> !known.containsKey(item.sku()))
                .filter(item -> item.source() == Sized.Source.FILE || assumed)
                .map(TakeStep::item)
                .toList();
        if (!missing.isEmpty()) items.put(trial.merchant(), missing);
        return missing.size();
    }

    private static NewItem item(Sized sized) {
        var name = sized.name().length() > LONGEST_NAME ? sized.name().substring(0, LONGEST_NAME) : sized.name();
        var size = sized.size();
        var item = NewItem.physical(sized.sku(), name, sized.grams(), size.lengthMm(), size.widthMm(), size.heightMm());
        return sized.source() == Sized.Source.FILE
                ? item
                : item.withInstruction(new ItemInstruction(
                        ItemInstruction.Type.INFORM, "Weight and size are assumed: measure this item."));
    }

    private static NewOrder order(Trial trial, TrialOrder order) {
        var lines = new ArrayList<NewOrder.@Nullable Line>();
        for (var line : order.lines())
            lines.add(new NewOrder.Line(
                    line.sku(),
                    line.quantity(),
                    Objects.requireNonNullElse(line.unitPriceMinor(), 0L),
                    null,
                    null,
                    line.title(),
                    null,
                    null));
        var to = order.shipTo();
        return NewOrder.of(trial.merchant().toString(), trial.settings().channel(), order.ref())
                .placedAt(order.placedAt())
                .currency(order.currency())
                .lines(lines)
                .shipTo(to.name() == null && to.company() == null ? named(to, "Order " + order.ref()) : to)
                .email(to.email())
                .discountMinor(order.discountMinor())
                .shippingMinor(order.shippingMinor())
                .taxMinor(order.taxMinor())
                .shortage(NewOrder.Shortage.BACKORDER)
                .note(order.note())
                .build();
    }

    private static Address named(Address to, String name) {
        return new Address(
                name,
                null,
                to.line1(),
                to.line2(),
                to.city(),
                to.region(),
                to.postcode(),
                to.country(),
                to.phone(),
                to.email());
    }

    private void keep(
            Trial trial,
            Taking taking,
            List<TrialOrders.Numbered> batch,
            List<NewOrder> given,
            List<IntakeResult> results,
            int created) {
        var outcomes = new ArrayList<String>();
        var told = new ArrayList<TrialProblem>();
        var wrong = new ArrayList<ParkedMessages.NewParked>();
        for (int i = 0; i < batch.size(); i++) {
            var order = batch.get(i).order();
            switch (results.get(i)) {
                case IntakeResult.Accepted accepted -> outcomes.add("TAKEN");
                case IntakeResult.Replayed known -> outcomes.add("KNOWN");
                case IntakeResult.Revising known -> outcomes.add("KNOWN");
                case IntakeResult.Refused refused -> {
                    if (refused.reason().passes())
                        throw new IllegalStateException("intake is busy; the batch is tried again");
                    outcomes.add("REFUSED");
                    // One that is here with other content is no message that waits for anybody.
                    if (refused.reason() != IntakeResult.Reason.CONFLICT)
                        wrong.add(parked(trial, given.get(i), refused.problems()));
                    refused.problems().forEach(problem -> told.add(told(order, problem)));
                }
            }
        }
        transaction.executeWithoutResult(status -> {
            orders.took(trial.id(), batch.stream().map(TrialOrders.Numbered::n).toList(), outcomes);
            problems.add(trial.id(), trial.merchant(), "TAKING", told);
            parked.park(wrong);
            parked.settle(trial.merchant(), trial.settings().channel(), taken(batch, outcomes), "Taken in after all.");
            var after = after(taking, batch.getLast().n(), created, outcomes, true);
            if (!trials.took(trial, taking.last(), after)) status.setRollbackOnly();
        });
    }

    private static ParkedMessages.NewParked parked(Trial trial, NewOrder order, List<Problem> problems) {
        return new ParkedMessages.NewParked(
                trial.merchant(),
                trial.settings().channel(),
                order.externalId(),
                ParkedMessages.ORDER_FORM,
                order,
                problems);
    }

    private static List<String> taken(List<TrialOrders.Numbered> batch, List<String> outcomes) {
        return IntStream.range(0, batch.size())
                .filter(i -> !outcomes.get(i).equals("REFUSED"))
                .mapToObj(i -> batch.get(i).order().ref())
                .toList();
    }

    private static TrialProblem told(TrialOrder order, Problem problem) {
        return TrialProblem.severe(
                null, null, order.ref(), problem.field(), problem.value(), "Not taken in: " + problem.message());
    }

    private static Taking after(Taking before, int last, int created, List<String> outcomes, boolean running) {
        return new Taking(
                running,
                before.assumedItems(),
                before.shippedToo(),
                last,
                before.taken() + count(outcomes, "TAKEN"),
                before.known() + count(outcomes, "KNOWN"),
                before.refused() + count(outcomes, "REFUSED"),
                before.items() + created);
    }

    private static int count(List<String> outcomes, String one) {
        return Math.toIntExact(outcomes.stream().filter(one::equals).count());
    }
}

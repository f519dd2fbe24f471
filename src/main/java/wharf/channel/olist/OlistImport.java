package wharf.channel.olist;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import wharf.catalog.Items;
import wharf.channel.olist.OlistMapping.Mapped.Sold;
import wharf.channel.olist.OlistMapping.Mapped.Unfit;
import wharf.fulfilment.OrderCare;
import wharf.order.IntakeResult;
import wharf.order.OrderIntake;
import wharf.order.OrderState;
import wharf.order.Orders;
import wharf.order.ParkedForm;
import wharf.order.ParkedMessages;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Imports the tables: items that the orders ask for, the orders themselves, and what the source has called off is cancelled. Each part may be
 * run again: what is there is found again and changes nothing.
 */
@Service
class OlistImport {
    private static final int BATCH = 200;
    private static final int TRIES = 5;

    private final Items items;
    private final OrderIntake intake;
    private final Orders orders;
    private final OrderCare care;
    private final ParkedMessages parkedMessages;

    OlistImport(Items items, OrderIntake intake, Orders orders, OrderCare care, ParkedMessages parkedMessages) {
        this.items = items;
        this.intake = intake;
        this.orders = orders;
        this.care = care;
        this.parkedMessages = parkedMessages;
    }

    /** Not for use inside a transaction: each batch is durable on its own. */
    ImportReport run(MerchantId merchant, OlistTables tables) {
        return new Run(merchant, tables).report();
    }

    /** The order of one parked message, by the same rules; parks nothing. As often as it is asked to: what is an order stays it. */
    ParkedForm.Taking again(MerchantId merchant, OlistTables.Message message) {
        return new Run(merchant, message.tables()).only(message.order());
    }

    private final class Run {
        private final MerchantId merchant;
        private final OlistTables tables;
        private final Map<String, OlistTables.Order> byId = new LinkedHashMap<>();
        private final Map<String, OrderId> taken = new LinkedHashMap<>();
        private final Set<String> calledOff = new LinkedHashSet<>();
        private final Map<String, List<Problem>> unfit = new LinkedHashMap<>();
        private final Map<String, String> failed = new LinkedHashMap<>();
        private final Set<String> catalog = new HashSet<>();
        private final OlistMapping mapping;
        private int fresh;
        private int backordered;

        Run(MerchantId merchant, OlistTables tables) {
            this.merchant = merchant;
            this.tables = tables;
            this.mapping = new OlistMapping(tables, merchant.toString(), catalog);
            tables.orders().forEach(order -> byId.put(order.id(), order));
        }

        ImportReport report() {
            int products = putItems();
            takeAll();
            if (!taken.isEmpty())
                parkedMessages.settle(merchant, OlistMapping.CHANNEL, taken.keySet(), "Imported after all.");
            park();
            int cancelled = callOff();
            return new ImportReport(
                    byId.size(),
                    taken.size() - cancelled,
                    cancelled,
                    unfit.size(),
                    failed.size(),
                    fresh,
                    backordered,
                    products,
                    reasons(),
                    failed.entrySet().stream()
                            .map(failure -> failure.getKey() + ": " + failure.getValue())
                            .limit(20)
                            .toList());
        }

        ParkedForm.Taking only(OlistTables.Order order) {
            putItems();
            takeAll();
            var id = taken.get(order.id());
            callOff();
            if (unfit.containsKey(order.id())) return new ParkedForm.Taking.Wrong(unfit.get(order.id()));
            var why = failed.get(order.id());
            if (why == null) return new ParkedForm.Taking.Taken(Objects.requireNonNull(id));
            return id == null
                    ? new ParkedForm.Taking.Unknown(List.of(Problem.of("not-taken", "", null, why)))
                    : new ParkedForm.Taking.Wrong(List.of(
                            Problem.of("not-cancelled", "order.order_status", order.status(), "The order " + why)));
        }

        /** Makes items of what is measured and not in the catalog; returns how many the orders ask for. */
        private int putItems() {
            var asked = tables.asked();
            for (var batch : batches(asked))
                catalog.addAll(items.bySku(merchant, batch).keySet());
            // An item that is known may have been measured better since; it stays as it is.
            var wanted = tables.ordered().values().stream()
                    .map(OlistMapping::item)
                    .flatMap(Optional::stream)
                    .toList();
            var missing = wanted.stream()
                    .filter(item -> !catalog.contains(item.sku()))
                    .toList();
            for (var batch : batches(missing)) items.put(merchant, batch);
            missing.forEach(item -> catalog.add(item.sku()));
            return wanted.size();
        }

        private void takeAll() {
            var sold = new ArrayList<Sold>();
            for (var order : byId.values()) {
                switch (mapping.map(order)) {
                    case Sold fit -> sold.add(fit);
                    case Unfit not -> unfit.put(order.id(), not.problems());
                }
            }
            for (var batch : batches(sold)) take(batch, TRIES);
        }

        private void take(List<Sold> batch, int tries) {
            var results = intake.take(batch.stream().map(Sold::order).toList());
            var again = new ArrayList<Sold>();
            for (int i = 0; i < batch.size(); i++) {
                var order = batch.get(i);
                var id = Objects.requireNonNull(order.order().externalId());
                switch (results.get(i)) {
                    case IntakeResult.Accepted accepted -> {
                        fresh++;
                        backordered += accepted.backordered();
                        took(order, id, accepted.id());
                    }
                    case IntakeResult.Replayed known -> took(order, id, known.id());
                    case IntakeResult.Revising known -> took(order, id, known.id());
                    case IntakeResult.Refused refused -> {
                        if (!refused.reason().passes())
                            unfit.put(id, mapping.inTables(Objects.requireNonNull(byId.get(id)), refused.problems()));
                        else if (tries > 1) again.add(order);
                        else failed.put(id, refused.problems().getFirst().message());
                    }
                }
            }
            if (!again.isEmpty()) take(again, tries - 1);
        }

        private void took(Sold order, String external, OrderId id) {
            taken.put(external, id);
            if (order.calledOff()) calledOff.add(external);
        }

        private void park() {
            for (var batch : batches(List.copyOf(unfit.entrySet()))) {
                parkedMessages.park(batch.stream()
                        .map(entry -> new ParkedMessages.NewParked(
                                merchant,
                                OlistMapping.CHANNEL,
                                entry.getKey(),
                                OlistForm.NAME,
                                tables.about(Objects.requireNonNull(byId.get(entry.getKey()))),
                                entry.getValue()))
                        .toList());
            }
        }

        /** Cancels what the source has called off and is not cancelled yet; returns how many are. */
        private int callOff() {
            var states = orders.states(
                    calledOff.stream().map(taken::get).filter(Objects::nonNull).toList());
            int cancelled = 0;
            for (var external : calledOff) {
                var id = Objects.requireNonNull(taken.get(external));
                if (states.get(id) == OrderState.CANCELLED || cancel(external, id)) cancelled++;
            }
            return cancelled;
        }

        private boolean cancel(String external, OrderId id) {
            var status = Objects.requireNonNull(byId.get(external)).status();
            try {
                care.cancel(id, null, "Called off at the source: " + status + ".");
                return true;
            } catch (Refusal left) {
                taken.remove(external);
                failed.put(external, "cannot be cancelled any more: " + left.getMessage());
                return false;
            }
        }

        private Map<String, Integer> reasons() {
            var reasons = new TreeMap<String, Integer>();
            unfit.values()
                    .forEach(problems -> problems.stream()
                            .map(Problem::code)
                            .distinct()
                            .forEach(code -> reasons.merge(code, 1, Integer::sum)));
            return reasons;
        }
    }

    private static <T> List<List<T>> batches(List<T> all) {
        var batches = new ArrayList<List<T>>();
        for (int i = 0; i < all.size(); i += BATCH) batches.add(all.subList(i, Math.min(all.size(), i + BATCH)));
        return batches;
    }
}

package wharf.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.order.PastOrder;
import wharf.order.PastOrders;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.returns.PastReturns;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shipping.PastParcels;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** The door for finished orders of the past. */
@Service
public class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final PastOrders orders;
    private final PastParcels parcels;
    private final PastReturns returns;
    private final Writing writing;
    private final Surroundings around;

    History(PastOrders orders, PastParcels parcels, PastReturns returns, Writing writing, Surroundings around) {
        this.orders = orders;
        this.parcels = parcels;
        this.returns = returns;
        this.writing = writing;
        this.around = around;
    }

    @org.springframework.stereotype.Component
    record Surroundings(Warehouses warehouses, BusinessClock clock, TransactionTemplate transaction) {}

    /**
     * Brings in the orders, each whole or not at all: a bad one does not stop the others. One that is there already (merchant, channel, external
     * id) is left as it is. Answers in the order given. Not for use inside a transaction.
     *
     * @param given 1 to 500
     */
    public List<HistoryResult> bringIn(List<@Nullable HistoricOrder> given) {
        var now = around.clock().instant();
        var results = new HashMap<Integer, HistoryResult>();
        var plans = new LinkedHashMap<Integer, Plan>();
        plan(given, now, results, plans);
        refuseTaken(results, plans);
        // Last, and whatever is wrong with it: what is there stays there, though its item is not sold any more,
        // and though somebody else brings it in at this very moment and has its tracking numbers.
        settleKnown(keys(given), results, plans);
        refuseUnknownReships(results, plans);
        write(results, plans);
        return java.util.stream.IntStream.range(0, given.size())
                .mapToObj(i -> Objects.requireNonNull(results.get(i)))
                .toList();
    }

    private void plan(
            List<@Nullable HistoricOrder> given,
            Instant now,
            Map<Integer, HistoryResult> results,
            Map<Integer, Plan> plans) {
        Map<String, Warehouse> sites =
                around.warehouses().all().stream().collect(Collectors.toMap(Warehouse::code, site -> site));
        var reasons = new HashMap<MerchantId, List<String>>();
        var seen = new HashSet<PastOrder.Key>();
        for (int i = 0; i < given.size(); i++) {
            var historic = given.get(i);
            var problems = HistoryRules.problems(historic, now);
            if (historic == null || historic.order() == null || !problems.isEmpty()) {
                results.put(i, new HistoryResult.Refused(problems));
                continue;
            }
            switch (orders.look(historic.order())) {
                case PastOrders.Looked.Bad bad ->
                    results.put(
                            i,
                            new HistoryResult.Refused(bad.problems().stream()
                                    .map(problem -> problem.under("order"))
                                    .toList()));
                case PastOrders.Looked.Good good -> {
                    var order = good.order();
                    if (!seen.add(order.key())) {
                        results.put(i, twice(order));
                        continue;
                    }
                    var plan = Plan.of(
                            order, historic, sites, reasons.computeIfAbsent(order.merchant(), returns::reasons), now);
                    if (plan.problems().isEmpty()) plans.put(i, plan);
                    else results.put(i, new HistoryResult.Refused(plan.problems()));
                }
            }
        }
    }

    private static HistoryResult twice(PastOrder order) {
        return new HistoryResult.Refused(List.of(Problem.of(
                "twice",
                "order.externalId",
                order.externalId(),
                "This order stands in the same list before; send each once.")));
    }

    private Map<Integer, PastOrder.Key> keys(List<@Nullable HistoricOrder> given) {
        var keys = new HashMap<Integer, PastOrder.Key>();
        for (int i = 0; i < given.size(); i++) {
            int index = i;
            var historic = given.get(i);
            if (historic != null && historic.order() != null)
                orders.key(historic.order()).ifPresent(key -> keys.put(index, key));
        }
        return keys;
    }

    private void settleKnown(
            Map<Integer, PastOrder.Key> keys, Map<Integer, HistoryResult> results, Map<Integer, Plan> plans) {
        var known = orders.known(Set.copyOf(keys.values()));
        keys.forEach((index, key) -> {
            var there = known.get(key);
            if (there == null) return;
            plans.remove(index);
            results.put(index, new HistoryResult.Known(there.id(), there.number()));
        });
    }

    /** Tracking numbers are unique over everything; told before the database has to. */
    private void refuseTaken(Map<Integer, HistoryResult> results, Map<Integer, Plan> plans) {
        var wanted = plans.values().stream()
                .flatMap(plan -> plan.parcels().stream().map(PastParcels.Past::tracking))
                .toList();
        if (wanted.isEmpty()) return;
        Set<String> taken = new HashSet<>(parcels.taken(wanted));
        plans.entrySet().removeIf(entry -> {
            var theirs = entry.getValue().parcels();
            for (int i = 0; i < theirs.size(); i++) {
                if (taken.add(theirs.get(i).tracking())) continue;
                results.put(
                        entry.getKey(),
                        tracked("shipments[" + i + "].tracking", theirs.get(i).tracking()));
                return true;
            }
            return false;
        });
    }

    /** What sent something again is there, or comes in with it. What is refused here may be what another order names. */
    private void refuseUnknownReships(Map<Integer, HistoryResult> results, Map<Integer, Plan> plans) {
        var named = plans.values().stream()
                .flatMap(plan -> plan.reships().values().stream())
                .collect(Collectors.toSet());
        if (named.isEmpty()) return;
        var there = orders.there(named);
        boolean refused = true;
        while (refused) {
            Set<PastOrder.Name> known = new HashSet<>(there);
            plans.values().forEach(plan -> known.add(plan.order().name()));
            refused = plans.entrySet().removeIf(entry -> {
                var problems = unknown(entry.getValue().reships(), known);
                if (!problems.isEmpty()) results.put(entry.getKey(), new HistoryResult.Refused(problems));
                return !problems.isEmpty();
            });
        }
    }

    private static List<Problem> unknown(Map<String, PastOrder.Name> reships, Set<PastOrder.Name> known) {
        return reships.entrySet().stream()
                .filter(reship -> !known.contains(reship.getValue()))
                .map(
                        reship -> Problem.of(
                                "unknown-order",
                                reship.getKey(),
                                reship.getValue().externalId(),
                                "The merchant has no order with this external id, and none comes in with this one; send it before, or leave it out."))
                .toList();
    }

    private static HistoryResult tracked(String field, String tracking) {
        return new HistoryResult.Refused(List.of(Problem.of(
                "tracking-taken", field, tracking, "Another parcel has this tracking number; each has its own.")));
    }

    private void write(Map<Integer, HistoryResult> results, Map<Integer, Plan> plans) {
        if (plans.isEmpty()) return;
        reachBack(plans.values().stream()
                .map(plan -> plan.order().placedAt())
                .min(Comparator.naturalOrder())
                .orElseThrow());
        try {
            writeAll(results, plans);
        } catch (DataIntegrityViolationException conflict) {
            // What sent something again first: the case of the other order is to find it.
            plans.entrySet().stream()
                    .sorted(Comparator.comparing(
                            entry -> !entry.getValue().reships().isEmpty()))
                    .forEach(entry -> writeAlone(results, entry.getKey(), entry.getValue()));
        }
    }

    private void writeAlone(Map<Integer, HistoryResult> results, int index, Plan plan) {
        try {
            writeAll(results, Map.of(index, plan));
        } catch (DataIntegrityViolationException conflict) {
            // Tracking numbers of another merchant, whose labels this caller does not see; ours were looked up before.
            boolean taken =
                    conflict instanceof DuplicateKeyException && !plan.parcels().isEmpty();
            if (!taken)
                LOG.warn("order {} of the past does not fit", plan.order().externalId(), conflict);
            results.put(
                    index,
                    taken ? tracked("shipments", plan.parcels().getFirst().tracking()) : contradicting());
        }
    }

    private static HistoryResult contradicting() {
        return new HistoryResult.Refused(List.of(Problem.of(
                "conflict",
                "",
                null,
                "Something of this order contradicts what is there; whoever runs Wharf finds it in the log.")));
    }

    private void reachBack(Instant since) {
        try {
            parcels.reachBack(since);
        } catch (DataAccessException busy) {
            LOG.info("No room for carriers' reports of {} yet; the hourly job makes it", since);
        }
    }

    private void writeAll(Map<Integer, HistoryResult> results, Map<Integer, Plan> plans) {
        var numbers = Objects.requireNonNull(
                around.transaction().execute(status -> writing.write(List.copyOf(plans.values()))));
        var missed = new HashMap<Integer, PastOrder.Key>();
        plans.forEach((index, plan) -> {
            var number = numbers.get(plan.order().id());
            if (number == null) missed.put(index, plan.order().key());
            else results.put(index, new HistoryResult.Imported(plan.order().id(), number));
        });
        // Somebody else brought them in this very moment.
        settleKnown(missed, results, new HashMap<>());
    }

    /** What each module writes, in one transaction. */
    @org.springframework.stereotype.Component
    static class Writing {
        /** What of two things at the same time came first; a timeline is read in the order in which it was recorded. */
        private static final List<String> SEQUENCE = List.of(
                "order.received",
                "payment.authorised",
                "payment.taken-directly",
                "order.accepted",
                "fulfilment.planned",
                "order.routed",
                "fulfilment.released",
                "order.in_fulfilment",
                "fulfilment.picking",
                "fulfilment.picked",
                "fulfilment.packing",
                "parcel.packed",
                "parcel.verified",
                "fulfilment.packed",
                "parcel.labelled",
                "parcel.manifested",
                "parcel.shipped",
                "parcel.picked-up",
                "fulfilment.shipped",
                "order.partially_shipped",
                "order.shipped",
                "payment.captured",
                "parcel.out-for-delivery",
                "parcel.delivered",
                "order.delivered");

        private static final Comparator<Fact> AS_IT_HAPPENED =
                Comparator.comparing(Fact::occurredAt).thenComparing(fact -> rank(fact.type()));

        private static int rank(String type) {
            int at = SEQUENCE.indexOf(type);
            return at < 0 ? SEQUENCE.size() : at;
        }

        private final PastOrders orders;
        private final Parts parts;
        private final Told told;

        Writing(PastOrders orders, Parts parts, Told told) {
            this.orders = orders;
            this.parts = parts;
            this.told = told;
        }

        /** Whose tables they are. */
        @org.springframework.stereotype.Component
        record Parts(
                wharf.inventory.PastStock stock,
                wharf.fulfilment.PastFulfilments fulfilments,
                PastParcels parcels,
                wharf.payment.PastPayments payments,
                PastReturns returns,
                wharf.delivery.PastDeliveries deliveries) {}

        /** Who hears of it. */
        @org.springframework.stereotype.Component
        record Told(wharf.platform.Facts facts, wharf.platform.BillableActs acts) {}

        Map<OrderId, Long> write(List<Plan> plans) {
            var numbers = orders.write(plans.stream().map(Plan::order).toList());
            var mine = plans.stream()
                    .filter(plan -> numbers.containsKey(plan.order().id()))
                    .toList();
            if (mine.isEmpty()) return numbers;
            var facts = new ArrayList<Fact>();
            mine.forEach(plan -> facts.addAll(plan.facts()));
            facts.addAll(orders.finish(
                    mine.stream().map(Plan::order).toList(),
                    mine.stream().collect(Collectors.toMap(plan -> plan.order().id(), Plan::end))));
            facts.addAll(parts.payments().write(mine.stream().map(Plan::paid).toList()));
            facts.addAll(parts.fulfilments()
                    .write(mine.stream()
                            .flatMap(plan -> plan.fulfilments().stream())
                            .toList()));
            parts.stock()
                    .write(
                            mine.stream()
                                    .flatMap(plan -> plan.order().needs().stream())
                                    .toList(),
                            mine.stream()
                                    .flatMap(plan -> plan.shipped().stream())
                                    .toList());
            facts.addAll(parts.parcels()
                    .write(mine.stream()
                            .flatMap(plan -> plan.parcels().stream())
                            .toList()));
            facts.addAll(parts.returns()
                    .write(mine.stream()
                            .flatMap(plan -> plan.returns().stream())
                            .toList()));
            facts.addAll(parts.deliveries()
                    .write(
                            mine.stream().flatMap(plan -> plan.late().stream()).toList(),
                            mine.stream().flatMap(plan -> plan.cases().stream()).toList()));
            facts.sort(AS_IT_HAPPENED);
            told.facts().record(facts);
            told.acts()
                    .record(mine.stream().flatMap(plan -> plan.acts().stream()).toList());
            return numbers;
        }
    }
}

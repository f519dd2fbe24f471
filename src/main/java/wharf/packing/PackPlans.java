package wharf.packing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.packing.carton.Carton;
import wharf.packing.carton.Cartonizer;
import wharf.packing.carton.PackItem;
import wharf.packing.carton.PackPlan;
import wharf.packing.carton.PackRequest;
import wharf.packing.carton.PlannedParcel;
import wharf.platform.BusinessClock;
import wharf.platform.Decision;
import wharf.platform.Decisions;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.WarehouseId;

/** Plans cartons before a wave is released, and keeps each fulfilment's plan with the reason for it. */
@Service
public class PackPlans {
    private static final int MOST_CANDIDATES = 20;

    private final Cartonizer cartonizer = new Cartonizer();
    private final PlanStore store;
    private final Items items;
    private final CartonTypes cartonTypes;
    private final Decisions decisions;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    PackPlans(
            PlanStore store,
            Items items,
            CartonTypes cartonTypes,
            Decisions decisions,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.items = items;
        this.cartonTypes = cartonTypes;
        this.decisions = decisions;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Plans each fulfilment and stores the plans with their reasons, in one transaction after all are computed. A new plan replaces the
     * old. Absent from the answer is only what cannot be planned: nothing physical in it, or more units than
     * {@link PackRequest#MOST_UNITS}.
     */
    public Map<FulfilmentId, PackPlan> planAndStore(List<PlanRequest> requests) {
        var planned = plan(requests);
        transaction.executeWithoutResult(status -> {
            var now = clock.instant();
            store.store(planned, now);
            decisions.record(planned.stream().map(p -> decision(p, now)).toList());
        });
        return byFulfilment(planned);
    }

    /** What packing would look like and cost, for routing; stores nothing. */
    public Map<FulfilmentId, PackPlan> estimate(List<PlanRequest> requests) {
        return byFulfilment(plan(requests));
    }

    public Optional<StoredPlan> of(FulfilmentId fulfilment) {
        return Optional.ofNullable(of(List.of(fulfilment)).get(fulfilment));
    }

    public Map<FulfilmentId, StoredPlan> of(Collection<FulfilmentId> fulfilments) {
        return store.of(fulfilments);
    }

    private static Map<FulfilmentId, PackPlan> byFulfilment(List<PlanStore.Planned> planned) {
        var plans = new LinkedHashMap<FulfilmentId, PackPlan>();
        planned.forEach(p -> plans.put(p.request().fulfilment(), p.plan()));
        return plans;
    }

    private List<PlanStore.Planned> plan(List<PlanRequest> requests) {
        var known = items.find(requests.stream()
                .flatMap(request -> request.lines().stream())
                .map(PlanRequest.Line::item)
                .collect(Collectors.toSet()));
        var suites = new HashMap<WarehouseId, List<Carton>>();
        var planned = new ArrayList<PlanStore.Planned>();
        for (var request : requests) {
            var goods = goods(request, known);
            long units = goods.stream().mapToLong(PackItem::quantity).sum();
            if (units == 0 || units > PackRequest.MOST_UNITS) continue;
            var suite = suites.computeIfAbsent(request.site(), cartonTypes::at);
            planned.add(
                    new PlanStore.Planned(request, cartonizer.plan(PackRequest.of(goods, suite, request.freight()))));
        }
        return planned;
    }

    private static List<PackItem> goods(PlanRequest request, Map<ItemId, Item> known) {
        var quantities = new LinkedHashMap<ItemId, Integer>();
        request.lines().forEach(line -> quantities.merge(line.item(), line.quantity(), Math::addExact));
        var goods = new ArrayList<PackItem>();
        quantities.forEach((id, quantity) -> {
            var item = known.get(id);
            if (item == null) throw new IllegalArgumentException("no item " + id + " for " + request.fulfilment());
            Goods.of(item, quantity).ifPresent(goods::add);
        });
        return goods;
    }

    private static Decision decision(PlanStore.Planned planned, Instant at) {
        var request = planned.request();
        var plan = planned.plan();
        var chosen = plan.parcels().stream()
                .map(PlannedParcel::carton)
                .collect(Collectors.groupingBy(Carton::code, java.util.TreeMap::new, Collectors.counting()));
        return Decision.of(
                request.merchant(),
                request.order().value(),
                request.fulfilment().value(),
                "carton",
                chosen.entrySet().stream()
                        .map(e -> e.getValue() == 1 ? e.getKey() : e.getValue() + " × " + e.getKey())
                        .collect(Collectors.joining(", ")),
                plan.reason(),
                plan.considered().stream()
                        .limit(MOST_CANDIDATES)
                        .map(one -> new Decision.Candidate(
                                one.name(),
                                one.feasible(),
                                one.feasible()
                                        ? Map.of("parcels", one.parcels(), "costMinor", one.costMinor())
                                        : Map.of(),
                                one.remark()))
                        .toList(),
                at);
    }
}

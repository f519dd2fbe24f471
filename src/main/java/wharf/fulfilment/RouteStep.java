package wharf.fulfilment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.inventory.Commitments;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.OrderState;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Decisions;
import wharf.platform.KillPoint;
import wharf.platform.Work;
import wharf.platform.WorkStep;
import wharf.shared.FulfilmentId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.sourcing.Route;
import wharf.sourcing.RouteRequest;
import wharf.sourcing.Routing;
import wharf.warehouse.ReleaseMode;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/**
 * Gives accepted orders to warehouses, batch by batch: whatever of them is reserved and has no warehouse yet. The commitment is conditional:
 * where a site has too little after all, the order is routed again at once.
 */
@Component
class RouteStep {
    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);
    private static final Set<OrderState> ROUTABLE =
            Set.of(OrderState.ACCEPTED, OrderState.ROUTED, OrderState.IN_FULFILMENT, OrderState.PARTIALLY_SHIPPED);

    private final Orders orders;
    private final Holds holds;
    private final Merchants merchants;
    private final Commitments commitments;
    private final Routing routing;
    private final Fulfilments fulfilments;
    private final Decisions decisions;
    private final Warehouses warehouses;
    private final Progress progress;
    private final Work work;
    private final BusinessClock clock;
    private final WholeOrders wholeOrders;
    private final TransactionTemplate transaction;

    RouteStep(
            Orders orders,
            Holds holds,
            Merchants merchants,
            Commitments commitments,
            Routing routing,
            Fulfilments fulfilments,
            Decisions decisions,
            Warehouses warehouses,
            Progress progress,
            Work work,
            BusinessClock clock,
            WholeOrders wholeOrders,
            TransactionTemplate transaction) {
        this.orders = orders;
        this.holds = holds;
        this.merchants = merchants;
        this.commitments = commitments;
        this.routing = routing;
        this.fulfilments = fulfilments;
        this.decisions = decisions;
        this.warehouses = warehouses;
        this.progress = progress;
        this.work = work;
        this.clock = clock;
        this.wholeOrders = wholeOrders;
        this.transaction = transaction;
    }

    WorkStep.Result route(List<UUID> ids) {
        var orders = ids.stream().map(OrderId::new).toList();
        wholeOrders.gather(orders);
        return java.util.Objects.requireNonNull(transaction.execute(status -> routeLocked(orders)));
    }

    private WorkStep.Result routeLocked(List<OrderId> ids) {
        orders.lock(ids);
        var later = new HashMap<UUID, WorkStep.Later>();
        var requests = requests(ids, later);
        var routes = routing.route(requests);
        var planned = new ArrayList<Fulfilments.Planned>();
        var wanted = new ArrayList<Commitments.Commitment>();
        for (var request : requests)
            plan(request, java.util.Objects.requireNonNull(routes.get(request.order())), planned, wanted);
        fulfilments.plan(planned);
        var refused = commitments.commit(wanted);
        fulfilments.forget(planned.stream()
                .filter(p -> refused.contains(p.order()))
                .map(Fulfilments.Planned::id)
                .toList());
        refused.forEach(order ->
                later.put(order.value(), new WorkStep.Later(Instant.now(), "another order took the stock first")));
        var kept = routes.entrySet().stream()
                .filter(route -> !refused.contains(route.getKey()))
                .toList();
        decisions.record(kept.stream().map(route -> route.getValue().decision()).toList());
        fulfilments.tellPlanned(
                planned.stream().filter(p -> !refused.contains(p.order())).toList());
        kept.stream()
                .filter(route -> !route.getValue().isPossible())
                .forEach(route -> later.put(
                        route.getKey().value(),
                        new WorkStep.Later(
                                Instant.now().plus(ASK_AGAIN),
                                route.getValue().decision().reason())));
        var accepted = orders.states(ids).entrySet().stream()
                .filter(order -> ROUTABLE.contains(order.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        progress.update(accepted);
        release(planned.stream()
                .filter(p -> !refused.contains(p.order()))
                .map(Fulfilments.Planned::site)
                .collect(Collectors.toSet()));
        KillPoint.reached("route.planned");
        return WorkStep.Result.later(later);
    }

    private List<RouteRequest> requests(List<OrderId> ids, Map<UUID, WorkStep.Later> later) {
        var found = orders.find(ids);
        var held = holds.stopping(ids, Hold.Gate.ROUTE);
        var waiting = new LinkedHashMap<OrderId, List<RouteRequest.Need>>();
        for (var units : commitments.unrouted(ids)) {
            waiting.computeIfAbsent(units.order(), order -> new ArrayList<>())
                    .add(new RouteRequest.Need(units.lineNo(), units.item(), units.quantity()));
        }
        var byMerchant = merchants(found.values());
        var requests = new ArrayList<RouteRequest>();
        found.values().stream()
                .sorted(java.util.Comparator.comparingInt(OrderView::priority)
                        .reversed()
                        .thenComparing(OrderView::placedAt))
                .forEach(order -> {
                    var needs = waiting.get(order.id());
                    var merchant = byMerchant.get(order.merchant());
                    if (needs == null
                            || merchant == null
                            || !ROUTABLE.contains(order.state())
                            || held.containsKey(order.id())) return;
                    if (merchant.shipComplete() && isShort(order)) return;
                    requests.add(new RouteRequest(
                            order.merchant(),
                            order.id(),
                            order.shipTo(),
                            order.service(),
                            merchant.allowSplit() && !merchant.shipComplete(),
                            clock.instant(),
                            needs));
                });
        return requests;
    }

    private static boolean isShort(OrderView order) {
        return order.lines().stream().flatMap(line -> line.units().stream()).anyMatch(units -> units.backordered() > 0);
    }

    private Map<MerchantId, Merchant> merchants(Collection<OrderView> found) {
        var ids = found.stream().map(OrderView::merchant).distinct().toList();
        return merchants.find(ids).stream().collect(Collectors.toMap(Merchant::id, merchant -> merchant));
    }

    private static void plan(
            RouteRequest request, Route route, List<Fulfilments.Planned> planned, List<Commitments.Commitment> wanted) {
        for (var leg : route.legs()) {
            var id = FulfilmentId.next();
            planned.add(new Fulfilments.Planned(
                    id, request.merchant(), request.order(), leg.site(), leg.service(), leg.shipBy()));
            for (var need : leg.needs()) {
                var units = new Commitments.LineUnits(
                        request.order(), need.lineNo(), need.item(), request.merchant(), need.quantity());
                wanted.add(new Commitments.Commitment(id, leg.site(), units));
            }
        }
    }

    private void release(Set<WarehouseId> sites) {
        var automatic = warehouses.all().stream()
                .filter(site -> sites.contains(site.id()) && site.releaseMode() == ReleaseMode.AUTO)
                .map(Warehouse::id)
                .collect(Collectors.toCollection(HashSet::new));
        work.add(
                Steps.RELEASE,
                automatic.stream()
                        .map(site -> new Work.Subject(site.value(), ReleaseStep.OPERATOR))
                        .toList());
    }
}

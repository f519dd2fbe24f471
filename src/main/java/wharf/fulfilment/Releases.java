package wharf.fulfilment;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.geography.Places;
import wharf.inventory.Demand;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.packing.PackPlans;
import wharf.packing.PlanRequest;
import wharf.packing.RatedFreight;
import wharf.packing.carton.Freight;
import wharf.payment.Payments;
import wharf.picking.PickBatches;
import wharf.picking.PickCancellation;
import wharf.picking.PickDemand;
import wharf.picking.ReleaseSummary;
import wharf.picking.Shortage;
import wharf.picking.Wave;
import wharf.picking.Waves;
import wharf.platform.BusinessClock;
import wharf.platform.KillPoint;
import wharf.platform.ProviderAway;
import wharf.platform.Work;
import wharf.shared.FulfilmentId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.shipping.Rates;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.Rating;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/**
 * Releases planned fulfilments to the floor: the carton is planned first, then bins are bound and pick tasks made in one transaction. What no
 * bin can give is taken back and routed again.
 */
@Service
public class Releases {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final int MOST = 500;
    private static final String EXPIRED = "The authorisation has expired and could not be renewed.";
    private static final String NOT_ASKED =
            "The authorisation has expired, and the payment provider does not answer. It is asked again by itself.";
    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);
    private static final String NOT_IN_BINS = "No bin had all of its units any more.";

    /** How often an order may lose its bins before it is routed again later. */
    private static final int AT_ONCE = 5;

    private static final Duration TRY_AGAIN = Duration.ofMinutes(5);

    private final Fulfilments fulfilments;
    private final Orders orders;
    private final Holds holds;
    private final Payments payments;
    private final PackPlans packPlans;
    private final Rates rates;
    private final Warehouses warehouses;
    private final Waves waves;
    private final PickBatches batches;
    private final PickCancellation picks;
    private final Progress progress;
    private final Work work;
    private final BusinessClock clock;
    private final TransactionTemplate transaction;

    Releases(
            Fulfilments fulfilments,
            Orders orders,
            Holds holds,
            Payments payments,
            PackPlans packPlans,
            Rates rates,
            Warehouses warehouses,
            Waves waves,
            PickBatches batches,
            PickCancellation picks,
            Progress progress,
            Work work,
            BusinessClock clock,
            TransactionTemplate transaction) {
        this.fulfilments = fulfilments;
        this.orders = orders;
        this.holds = holds;
        this.payments = payments;
        this.packPlans = packPlans;
        this.rates = rates;
        this.warehouses = warehouses;
        this.waves = waves;
        this.batches = batches;
        this.picks = picks;
        this.progress = progress;
        this.work = work;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Releases all that is planned for a site, in waves of at most {@value #MOST}; returns how many fulfilments went to the floor. */
    public int releaseAll(WarehouseId site, Wave.Mode mode) {
        int total = 0;
        for (int released = release(site, mode, MOST); released > 0; released = release(site, mode, MOST))
            total += released;
        return total;
    }

    /** Releases one wave of at most so many fulfilments, the most urgent first; 0 when nothing can be released. */
    public int release(WarehouseId site, Wave.Mode mode, int most) {
        var tried = new HashSet<FulfilmentId>();
        while (true) {
            var next = inTransaction(() -> fulfilments.releasable(site, Math.min(most, MOST)));
            // What has no money any more is held from then on, so the next look finds what is less urgent.
            if (!tried.addAll(next.stream().map(FulfilmentView::id).toList())) return 0;
            int released = release(site, mode, next);
            if (released > 0) return released;
        }
    }

    /**
     * Releases what is planned for these orders now, however urgent others are, and says of each order that stays behind why. One that is on the
     * floor already is as wanted.
     */
    public Map<OrderId, String> release(Collection<OrderId> ids, Wave.Mode mode) {
        var before = inTransaction(() -> fulfilments.of(ids));
        before.stream()
                .filter(fulfilment -> fulfilment.state() == FulfilmentState.PLANNED)
                .collect(Collectors.groupingBy(FulfilmentView::site))
                .forEach((site, planned) -> release(site, mode, planned));
        var after =
                inTransaction(() -> fulfilments.of(ids)).stream().collect(Collectors.groupingBy(FulfilmentView::order));
        var held = inTransaction(() -> holds.stopping(ids, Hold.Gate.RELEASE));
        var behind = new HashMap<OrderId, String>();
        for (var id : ids) {
            var now = FloorRecall.active(after.getOrDefault(id, List.of()));
            if (held.containsKey(id)) behind.put(id, "It is on hold: " + held.get(id) + " Lift the hold first.");
            else if (now.isEmpty()) behind.put(id, "Nothing of it is planned at a warehouse; its page says why.");
            else if (!FloorRecall.planned(now).isEmpty()) behind.put(id, NOT_IN_BINS + " It is routed again.");
        }
        return behind;
    }

    private int release(WarehouseId site, Wave.Mode mode, List<FulfilmentView> candidates) {
        var ready = ready(candidates);
        if (ready.isEmpty()) return 0;
        var found = inTransaction(
                () -> orders.find(ready.stream().map(FulfilmentView::order).toList()));
        planCartons(site, ready, found);
        var outcome = inTransaction(() ->
                releaseLocked(site, mode, ready.stream().map(FulfilmentView::id).toList(), found));
        // Taking units back locks stock, which this transaction has come past already: so it has one of its own. A node
        // that dies in between
        // leaves the fulfilments planned and short; the next release finds them so again.
        if (!outcome.missing().isEmpty()) inTransaction(() -> takeBack(outcome));
        return outcome.tried();
    }

    /**
     * Releases one planned fulfilment in a wave of its own and gives its batch to the acting picker, so that nobody else comes first; empty when it
     * is held, or is planned no more.
     *
     * @param first done in the transaction of the release, before: to lift the hold that has kept it back
     * @return the batch
     */
    public Optional<UUID> releaseToPicker(FulfilmentId id, Runnable first) {
        var wanted = inTransaction(() -> fulfilments.find(id)).filter(f -> f.state() == FulfilmentState.PLANNED);
        if (wanted.isEmpty()) return Optional.empty();
        var site = wanted.get().site();
        var found = inTransaction(() -> orders.find(List.of(wanted.get().order())));
        planCartons(site, List.of(wanted.get()), found);
        var claimed = new UUID[1];
        var outcome = inTransaction(() -> {
            first.run();
            var released = releaseLocked(site, Wave.Mode.BATCH, List.of(id), found);
            var wave = fulfilments.find(id).map(FulfilmentView::wave).orElse(null);
            if (wave != null) claimed[0] = batches.claimWave(site, wave).orElse(null);
            return released;
        });
        if (!outcome.missing().isEmpty()) inTransaction(() -> takeBack(outcome));
        return Optional.ofNullable(claimed[0]);
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    /** Neither held nor with an authorisation that has run out; the latter are authorised anew first. */
    private List<FulfilmentView> ready(List<FulfilmentView> candidates) {
        var ids = candidates.stream().map(FulfilmentView::order).distinct().toList();
        var held = inTransaction(() -> holds.stopping(ids, Hold.Gate.RELEASE));
        var unheld = ids.stream()
                .filter(id -> !held.containsKey(id))
                .map(OrderId::value)
                .toList();
        var stale = payments.notLive(unheld, clock.instant());
        boolean asked = stale.isEmpty() || renewed(stale);
        var unpaid = payments.notLive(stale, clock.instant()).stream()
                .map(OrderId::new)
                .collect(Collectors.toSet());
        var later = clock.instant().plus(ASK_AGAIN);
        if (!unpaid.isEmpty())
            inTransaction(() -> asked ? holdUnpaid(unpaid, EXPIRED, null) : holdUnpaid(unpaid, NOT_ASKED, later));
        return candidates.stream()
                .filter(f -> !held.containsKey(f.order()) && !unpaid.contains(f.order()))
                .toList();
    }

    /** False when the provider could not be asked about all of them. */
    private boolean renewed(Set<UUID> orders) {
        try {
            payments.authorise(orders);
            return true;
        } catch (ProviderAway away) {
            LOG.warn("{} orders are not released yet: {}", orders.size(), away.getMessage());
            return false;
        }
    }

    private int holdUnpaid(Set<OrderId> unpaid, String why, @Nullable Instant until) {
        for (var order : orders.lock(unpaid)) {
            holds.place(order, Hold.Kind.PAYMENT, why, EnumSet.of(Hold.Gate.RELEASE), until);
        }
        return unpaid.size();
    }

    private void planCartons(WarehouseId site, List<FulfilmentView> ready, Map<OrderId, OrderView> found) {
        var warehouse = inTransaction(() -> warehouses.get(site));
        var ratings = new HashMap<MerchantId, Rating>();
        var requests = new ArrayList<PlanRequest>();
        for (var fulfilment : ready) {
            var order = Objects.requireNonNull(found.get(fulfilment.order()));
            var rating = ratings.computeIfAbsent(
                    order.merchant(), merchant -> inTransaction(() -> rates.on(today(warehouse), merchant)));
            requests.add(new PlanRequest(
                    order.merchant(),
                    order.id(),
                    fulfilment.id(),
                    site,
                    lines(fulfilment),
                    freight(warehouse, fulfilment, order, rating),
                    order.currency()));
        }
        try {
            packPlans.planAndStore(requests);
        } catch (RuntimeException fault) {
            // A plan is advice: without one the packer chooses the carton. The floor does not stop for it.
            LOG.warn("{} fulfilments of {} are released without a pack plan", requests.size(), warehouse.code(), fault);
        }
    }

    private LocalDate today(Warehouse warehouse) {
        return LocalDate.ofInstant(clock.instant(), warehouse.zone());
    }

    private static List<PlanRequest.Line> lines(FulfilmentView fulfilment) {
        return fulfilment.lines().stream()
                .filter(line -> line.planned() > 0)
                .map(line -> new PlanRequest.Line(line.item(), line.planned()))
                .toList();
    }

    private Freight freight(Warehouse from, FulfilmentView fulfilment, OrderView order, Rating rating) {
        var to = place(order);
        if (to.isEmpty()) return Freight.flat(0);
        var origin = new Place(from.country(), from.region(), from.latitude(), from.longitude());
        return new RatedFreight(rating, origin, to.get(), fulfilment.service(), today(from));
    }

    private static Optional<Place> place(OrderView order) {
        var address = order.shipTo();
        if (address.country().length() != 2) return Optional.empty();
        var located = Places.locate(address);
        return Optional.of(new Place(
                address.country(),
                address.region(),
                located.map(l -> l.latitude()).orElse(null),
                located.map(l -> l.longitude()).orElse(null)));
    }

    /** What one wave came to: how many fulfilments were tried, which are short, and how many units their orders miss. */
    private record Outcome(int tried, Set<FulfilmentId> shorted, Map<OrderId, Integer> missing) {}

    private Outcome releaseLocked(
            WarehouseId site, Wave.Mode mode, List<FulfilmentId> ids, Map<OrderId, OrderView> found) {
        orders.lock(found.keySet());
        var held = holds.stopping(found.keySet(), Hold.Gate.RELEASE);
        var still = fulfilments.lock(ids).stream()
                .filter(fulfilment ->
                        fulfilment.state() == FulfilmentState.PLANNED && !held.containsKey(fulfilment.order()))
                .toList();
        if (still.isEmpty()) return new Outcome(0, Set.of(), Map.of());
        var summary = waves.release(site, mode, demands(still, found));
        var shorted = summary.shortages().stream()
                .map(shortage -> shortage.demand().fulfilment())
                .collect(Collectors.toSet());
        var released = still.stream()
                .map(FulfilmentView::id)
                .filter(id -> !shorted.contains(id))
                .toList();
        fulfilments.move(released, FulfilmentState.RELEASED, null, summary.wave());
        progress.update(still.stream().map(FulfilmentView::order).distinct().toList());
        KillPoint.reached("release.allocated");
        return new Outcome(still.size(), shorted, missing(summary));
    }

    private static Map<OrderId, Integer> missing(ReleaseSummary summary) {
        return summary.shortages().stream()
                .collect(Collectors.groupingBy(
                        (Shortage s) -> s.demand().order(), Collectors.summingInt(Shortage::missing)));
    }

    private static List<PickDemand> demands(List<FulfilmentView> fulfilments, Map<OrderId, OrderView> found) {
        var demands = new ArrayList<PickDemand>();
        for (var fulfilment : fulfilments) {
            int priority = Objects.requireNonNull(found.get(fulfilment.order())).priority();
            for (var line : fulfilment.lines()) {
                if (line.planned() == 0) continue;
                var demand = new Demand(
                        fulfilment.merchant(),
                        fulfilment.id(),
                        fulfilment.order(),
                        line.lineNo(),
                        line.item(),
                        line.planned());
                demands.add(new PickDemand(demand, fulfilment.shipBy(), priority));
            }
        }
        return demands;
    }

    /** Routed again at once, over what pickers can be sent for now; an order that keeps coming back is looked at less often. */
    private int takeBack(Outcome outcome) {
        var locked = orders.lock(outcome.missing().keySet());
        fulfilments.lock(outcome.shorted());
        fulfilments.move(outcome.shorted(), FulfilmentState.CANCELLED, NOT_IN_BINS);
        picks.cancel(outcome.shorted(), NOT_IN_BINS);
        var before = fulfilments.of(outcome.missing().keySet()).stream()
                .filter(fulfilment -> fulfilment.state() == FulfilmentState.CANCELLED)
                .collect(Collectors.groupingBy(FulfilmentView::order, Collectors.counting()));
        for (var order : locked) {
            var subject = List.of(new Work.Subject(order.id().value(), order.merchant()));
            work.add(Steps.REFRESH, subject);
            boolean again = before.getOrDefault(order.id(), 0L) <= AT_ONCE;
            work.add(Steps.ROUTE, subject, again ? null : Instant.now().plus(TRY_AGAIN));
        }
        return locked.size();
    }
}

package wharf.picking;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocated;
import wharf.inventory.Allocator;
import wharf.inventory.Demand;
import wharf.platform.Turn;
import wharf.shared.FulfilmentId;
import wharf.shared.WarehouseId;

/** Releases demand to the floor, and tells how it goes there. */
@Service
public class Waves {
    private final Allocator allocator;
    private final Floors floors;
    private final WaveRecords records;
    private final ApplicationEventPublisher events;
    private final int cartTotes;

    Waves(
            Allocator allocator,
            Floors floors,
            WaveRecords records,
            ApplicationEventPublisher events,
            @Value("${wharf.picking.cart-totes:12}") int cartTotes) {
        this.allocator = allocator;
        this.floors = floors;
        this.records = records;
        this.events = events;
        this.cartTotes = cartTotes;
    }

    /**
     * Binds the demand to bins, the most urgent first, and sends pickers: cart loads of at most {@code wharf.picking.cart-totes}
     * fulfilments, each in walking order. Set-wise: the number of statements does not grow with the demand. Publishes
     * {@link UnitsAllocated}. What no bin can give is in the summary; it is the caller's to find elsewhere. Orders to practise on get carts of
     * their own.
     */
    @Transactional
    public ReleaseSummary release(WarehouseId site, Wave.Mode mode, List<PickDemand> demand) {
        if (demand.isEmpty()) return ReleaseSummary.nothing(List.of());
        var urgentFirst = demand.stream()
                .sorted(Comparator.comparingInt(PickDemand::priority).reversed().thenComparing(PickDemand::shipBy))
                .toList();
        var allocated = allocator.allocate(
                site, urgentFirst.stream().map(PickDemand::demand).toList());
        var shortages = shortages(urgentFirst, allocated);
        if (allocated.isEmpty()) return ReleaseSummary.nothing(shortages);
        var loads = new CartLoads(
                floors.over(
                        site,
                        allocated.stream().map(Allocated::place).distinct().toList()),
                cartTotes);
        var training = records.trainingMerchants();
        var forReal = pickables(urgentFirst, allocated).stream()
                .collect(Collectors.partitioningBy(one -> !training.contains(one.merchant())));
        var batches = Stream.of(true, false)
                .map(real -> forReal.getOrDefault(real, List.of()))
                .filter(some -> !some.isEmpty())
                .flatMap(some -> loads.plan(mode, some).stream())
                .toList();
        var summary = records.write(site, mode, batches, training, shortages);
        events.publishEvent(new UnitsAllocated(
                site,
                java.util.Objects.requireNonNull(summary.wave()),
                allocated.stream().map(Waves::unit).toList()));
        return summary;
    }

    @Transactional(readOnly = true)
    public Optional<Wave> find(UUID wave) {
        return records.find(wave);
    }

    /** The batches of a wave, in the order of their numbers; none for an unknown one. */
    @Transactional(readOnly = true)
    public List<WaveBatch> batches(UUID wave) {
        return records.batches(wave);
    }

    /** The latest first, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<Wave> list(WarehouseId site, Turn turn, int limit) {
        return records.list(site, turn, limit);
    }

    private static List<Shortage> shortages(List<PickDemand> asked, List<Allocated> given) {
        Map<Key, Integer> got = given.stream()
                .collect(Collectors.groupingBy(a -> Key.of(a.demand()), Collectors.summingInt(Allocated::quantity)));
        return asked.stream()
                .map(PickDemand::demand)
                .map(d -> new Shortage(d, d.quantity() - got.getOrDefault(Key.of(d), 0)))
                .filter(shortage -> shortage.missing() > 0)
                .toList();
    }

    private record Key(FulfilmentId fulfilment, int lineNo, UUID item) {
        static Key of(Demand demand) {
            return new Key(demand.fulfilment(), demand.lineNo(), demand.item().value());
        }
    }

    private static List<Pickable> pickables(List<PickDemand> asked, List<Allocated> given) {
        var first = new LinkedHashMap<FulfilmentId, PickDemand>();
        asked.forEach(d -> first.putIfAbsent(d.demand().fulfilment(), d));
        var picks = given.stream().collect(Collectors.groupingBy(a -> a.demand().fulfilment()));
        return first.entrySet().stream()
                .filter(entry -> picks.containsKey(entry.getKey()))
                .map(entry -> new Pickable(
                        entry.getKey(),
                        entry.getValue().shipBy(),
                        entry.getValue().priority(),
                        picks.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    private static Unit unit(Allocated allocated) {
        var demand = allocated.demand();
        return new Unit(
                demand.merchant(),
                demand.fulfilment(),
                demand.order(),
                demand.lineNo(),
                demand.item(),
                allocated.quantity());
    }
}

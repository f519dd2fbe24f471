package wharf.inventory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.inventory.Allocations.Held;
import wharf.inventory.Allocations.Loss;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/**
 * A bin gives fewer units than the books say. The order gets others from the bins of the same site if some are free there, in the transaction
 * that found out; what they cannot give is backordered and offered stock of other sites at once. When units are missing, what the books still
 * have in that bin is not offered any more either, until somebody has counted it: nobody is sent to a bin that is known to be empty.
 */
@Service
public class Shortfalls {
    private static final int TRIES = 5;
    /** How the books refuse to set aside units that a release has just bound. */
    private static final Set<String> BOUND_MEANWHILE = Set.of("units-are-allocated", "not-enough-in-place");

    private static final String LOCK_ITEM =
            "select on_hand - reserved from item_stock where item_id = :item for no key update";
    private static final String LOCK_SITE = """
            select on_hand - reserved
            from site_stock
            where item_id = :item
            and warehouse_id = :site
            for no key update
            """;
    // In the order everybody locks places in: the bin that is short and those that may help at once, not one after the
    // others.
    private static final String LOCK_BINS = """
            select b.place_id
            from balance b
            join place p on p.id = b.place_id
            where b.warehouse_id = :site
            and b.item_id = :item
            and b.condition = 'SELLABLE'
            and p.kind = 'BIN'
            order by b.place_id, b.item_id, b.lot
            for no key update of b
            """;
    private static final String UNBOUND = """
            select coalesce(sum(quantity - allocated), 0)
            from balance
            where place_id = :place
            and item_id = :item
            and lot = :lot
            and condition = 'SELLABLE'
            """;
    private static final String PICKABLE = """
            select coalesce(sum(b.quantity - b.allocated), 0)
            from balance b
            join place p on p.id = b.place_id
            join warehouse w on w.id = b.warehouse_id
            left join lot l on l.item_id = b.item_id and l.code = b.lot
            where b.warehouse_id = :site
            and b.item_id = :item
            and b.place_id is distinct from :except
            and %s
            """.formatted(Allocator.PICKABLE);

    private final JdbcClient jdbc;
    private final Allocations allocations;
    private final Allocator allocator;
    private final Ledger ledger;
    private final Fates fates;
    private final StockPlaces places;
    private final Work work;
    private final BusinessClock clock;
    private final TransactionTemplate savepoint;

    Shortfalls(
            JdbcClient jdbc,
            Allocations allocations,
            Allocator allocator,
            Ledger ledger,
            Fates fates,
            StockPlaces places,
            Work work,
            BusinessClock clock,
            JdbcTransactionManager transactions) {
        this.jdbc = jdbc;
        this.allocations = allocations;
        this.allocator = allocator;
        this.ledger = ledger;
        this.fates = fates;
        this.places = places;
        this.work = work;
        this.clock = clock;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * What became of it.
     *
     * @param instead units of other bins that the order has now, bound to it
     * @param setAside units the bin should have had beside, quarantined there until it is counted
     */
    public record Outcome(List<Allocated> instead, int setAside) {
        public Outcome {
            instead = List.copyOf(instead);
        }
    }

    /** What was read before the locks is not so any more. */
    private static final class Changed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Changed() {
            super("bound by somebody else meanwhile", null, false, false);
        }
    }

    /**
     * Units bound in a bin are missing or damaged. Others bind and move units of the same bins meanwhile: what changed under our hands is tried
     * again from a savepoint, and at last done without looking for others here.
     *
     * @throws Refusal when the allocation is gone or smaller than that
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome replace(UUID allocation, int quantity, Loss loss) {
        for (int i = 0; i < TRIES; i++) {
            var outcome = attempt(allocation, quantity, loss);
            if (outcome.isPresent()) return outcome.get();
        }
        allocations.writeDown(allocation, quantity, loss);
        return new Outcome(List.of(), 0);
    }

    private Optional<Outcome> attempt(UUID allocation, int quantity, Loss loss) {
        try {
            return Optional.ofNullable(savepoint.execute(status -> replaceNow(allocation, quantity, loss)));
        } catch (Changed | PessimisticLockingFailureException changed) {
            return Optional.empty();
        } catch (Refusal refused) {
            if (BOUND_MEANWHILE.contains(refused.problems().getFirst().code())) return Optional.empty();
            throw refused;
        }
    }

    private Outcome replaceNow(UUID allocation, int quantity, Loss loss) {
        var held = allocations.find(allocation).orElseThrow(() -> Allocations.gone(allocation));
        var site = Objects.requireNonNull(places.sites(List.of(held.place())).get(held.place()));
        long spare = spare(held.item(), site);
        int suspect = loss == Loss.MISSING ? unbound(held) : 0;
        UUID except = loss == Loss.MISSING ? held.place() : null;
        int found =
                (int) Math.clamp(Math.min(spare - suspect, pickable(site, held.item(), except)), 0L, (long) quantity);
        var postings = Stream.concat(
                        Stream.of(allocations.loss(held, quantity, loss)),
                        suspect == 0 ? Stream.empty() : Stream.of(setAside(held, suspect)))
                .toList();
        var released = List.of(new StockChange(held.merchant(), held.item(), site, 0, found - quantity));
        var instead = new java.util.ArrayList<Allocated>();
        ledger.post(postings, released, () -> {
            shift(held, quantity - found, Fate.BACKORDERED);
            shift(held, found, Fate.RESERVED);
            allocations.take(allocations.lock(allocation, quantity), quantity);
            instead.addAll(rebind(held, site, found, except));
        });
        if (found < quantity) work.add(Promises.FILL_BACKORDERS, held.item().value(), held.merchant());
        return new Outcome(instead, suspect);
    }

    private void shift(Held held, int quantity, Fate to) {
        if (quantity > 0) fates.shift(List.of(held.units(quantity)), Fate.in(held.placeKind()), to);
    }

    private List<Allocated> rebind(
            Held held, WarehouseId site, int quantity, @org.jspecify.annotations.Nullable UUID except) {
        if (quantity == 0) return List.of();
        jdbc.sql(LOCK_BINS)
                .param("site", site.value())
                .param("item", held.item().value())
                .query(UUID.class)
                .list();
        var demand = new Demand(held.merchant(), held.fulfilment(), held.order(), held.lineNo(), held.item(), quantity);
        var bound = allocator.allocate(site, List.of(demand), except);
        if (bound.stream().mapToInt(Allocated::quantity).sum() != quantity) throw new Changed();
        return bound;
    }

    /** What neither the item nor the site has promised yet; both are locked, the item first. */
    private long spare(ItemId item, WarehouseId site) {
        long everywhere = jdbc.sql(LOCK_ITEM)
                .param("item", item.value())
                .query(Long.class)
                .single();
        long here = jdbc.sql(LOCK_SITE)
                .param("item", item.value())
                .param("site", site.value())
                .query(Long.class)
                .single();
        return Math.min(everywhere, here);
    }

    private int unbound(Held held) {
        return jdbc.sql(UNBOUND)
                .param("place", held.place())
                .param("item", held.item().value())
                .param("lot", held.lot())
                .query(Integer.class)
                .single();
    }

    private long pickable(WarehouseId site, ItemId item, @org.jspecify.annotations.Nullable UUID except) {
        return jdbc.sql(PICKABLE)
                .param("site", site.value())
                .param("item", item.value())
                .param("except", except, java.sql.Types.OTHER)
                .param("now", Sql.timestamp(clock.instant()))
                .query(Long.class)
                .single();
    }

    private Posting setAside(Held held, int quantity) {
        return new Posting(
                held.merchant(),
                held.item(),
                held.lot(),
                held.place(),
                Condition.SELLABLE,
                held.place(),
                Condition.QUARANTINED,
                quantity,
                0,
                0,
                "to be counted",
                held.order().value(),
                clock.instant());
    }

    /**
     * A bin of which units were set aside has been counted: as many of them as were seen are sellable again, the rest is written off; more
     * than the books had is found. Units bound to orders are not touched: who does not find them reports it.
     *
     * @param setAside how many of the quarantined units wait for this count
     * @param counted units of the item and lot that lie in the bin and can be sold
     * @return what was posted, to be given to {@link #uncounted} if the count was a mistake
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Recount counted(
            MerchantId merchant, ItemId item, UUID place, String lot, int setAside, int counted, UUID count) {
        record Books(int quantity, int allocated) {}
        var books = jdbc.sql("""
                        select coalesce(sum(quantity), 0)::integer as quantity, coalesce(sum(allocated), 0)::integer as allocated
                        from balance
                        where place_id = :place
                        and item_id = :item
                        and lot = :lot
                        and condition = 'SELLABLE'
                        """)
                .param("place", place)
                .param("item", item.value())
                .param("lot", lot)
                .query(Books.class)
                .single();
        int back = Math.clamp(counted - books.quantity(), 0, setAside);
        int gone = setAside - back;
        int change = counted - books.quantity() - back;
        if (change < 0) change = Math.max(change, books.allocated() - books.quantity());
        var now = clock.instant();
        var postings = new java.util.ArrayList<Posting>();
        var key = new Counted(merchant, item, place, lot, count, now);
        if (back > 0) postings.add(key.posting(place, Condition.QUARANTINED, place, Condition.SELLABLE, back));
        if (gone > 0)
            postings.add(key.posting(place, Condition.QUARANTINED, PlaceRef.ADJUSTMENT, Condition.QUARANTINED, gone));
        if (change > 0)
            postings.add(key.posting(PlaceRef.ADJUSTMENT, Condition.SELLABLE, place, Condition.SELLABLE, change));
        if (change < 0)
            postings.add(key.posting(place, Condition.SELLABLE, PlaceRef.ADJUSTMENT, Condition.SELLABLE, -change));
        ledger.post(postings);
        if (back > 0 || change > 0) work.add(Promises.FILL_BACKORDERS, item.value(), merchant);
        return new Recount(back, gone, change);
    }

    /**
     * What a count changed in the books.
     *
     * @param returned units set aside that can be sold again
     * @param writtenOff units set aside that left the books
     * @param found units more than the books had; negative: sellable units that left them
     */
    public record Recount(int returned, int writtenOff, int found) {}

    /**
     * Takes a count back: the units set aside wait for a count again. Refuses where orders have been given units that only the count brought
     * into the books.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void uncounted(MerchantId merchant, ItemId item, UUID place, String lot, Recount was, UUID count) {
        var postings = new java.util.ArrayList<Posting>();
        var key = new Counted(merchant, item, place, lot, count, clock.instant());
        if (was.returned() > 0)
            postings.add(key.posting(place, Condition.SELLABLE, place, Condition.QUARANTINED, was.returned()));
        if (was.writtenOff() > 0)
            postings.add(key.posting(
                    PlaceRef.ADJUSTMENT, Condition.QUARANTINED, place, Condition.QUARANTINED, was.writtenOff()));
        if (was.found() > 0)
            postings.add(key.posting(place, Condition.SELLABLE, PlaceRef.ADJUSTMENT, Condition.SELLABLE, was.found()));
        if (was.found() < 0)
            postings.add(key.posting(PlaceRef.ADJUSTMENT, Condition.SELLABLE, place, Condition.SELLABLE, -was.found()));
        ledger.post(postings);
        if (was.found() < 0) work.add(Promises.FILL_BACKORDERS, item.value(), merchant);
    }

    private record Counted(MerchantId merchant, ItemId item, UUID place, String lot, UUID count, java.time.Instant at) {
        Posting posting(UUID from, Condition was, UUID to, Condition is, int quantity) {
            return new Posting(merchant, item, lot, from, was, to, is, quantity, 0, 0, "counted", count, at);
        }
    }
}

package wharf.inventory;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Shown;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

/**
 * Promised units bound to the very units in a place, by an {@link Allocator}. An allocation follows its units: in a bin they count as allocated, in a tote as
 * picked, in a carton as packed. No unit is bound twice: the database keeps {@code allocated} within the balance.
 */
@Service
public class Allocations {
    private static final String SELECT = """
            select a.id, a.merchant_id, a.fulfilment_id, a.order_id, a.line_no, a.item_id, a.place_id, p.code, p.kind, a.lot, a.quantity, a.orphaned
            from allocation a
            join place p on p.id = a.place_id
            """;
    private static final String SHRINK = """
            update allocation set quantity = quantity - :quantity where id = :id and quantity > :quantity
            """;
    private static final String MERGE = """
            update allocation
            set quantity = quantity + :quantity
            where id = (
              select id from allocation
              where fulfilment_id = :fulfilment and line_no = :line and item_id = :item and place_id = :place and lot = :lot and orphaned = :orphaned
              limit 1)
            returning id
            """;
    private static final String ORPHAN = """
            update allocation a
            set orphaned = true
            from place p
            where p.id = a.place_id
            and p.kind <> 'BIN'
            and a.fulfilment_id = any(:fulfilments)
            """;
    private static final String RELEASE = """
            with gone as (
              delete from allocation a
              using place p
              where p.id = a.place_id
              and a.id = any(:ids)
              returning a.place_id, a.item_id, a.lot, a.quantity
            ), d as (
              select place_id, item_id, lot, sum(quantity) as quantity from gone group by place_id, item_id, lot
            ), locked as (
              select b.place_id, b.item_id, b.lot
              from balance b
              join d using (place_id, item_id, lot)
              where b.condition = 'SELLABLE'
              order by b.place_id, b.item_id, b.lot
              for no key update of b
            )
            update balance b
            set allocated = b.allocated - d.quantity
            from locked l
            join d using (place_id, item_id, lot)
            where b.place_id = l.place_id and b.item_id = l.item_id and b.lot = l.lot and b.condition = 'SELLABLE'
            """;

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Fates fates;
    private final StockPlaces places;
    private final Work work;
    private final Clock clock;

    Allocations(JdbcClient jdbc, Ledger ledger, Fates fates, StockPlaces places, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.fates = fates;
        this.places = places;
        this.work = work;
        this.clock = clock;
    }

    /**
     * An allocation as it stands.
     *
     * @param orphaned its order wants the units no longer: they have to be put back
     */
    public record Held(
            UUID id,
            MerchantId merchant,
            FulfilmentId fulfilment,
            OrderId order,
            int lineNo,
            ItemId item,
            UUID place,
            String placeCode,
            PlaceRef.Kind placeKind,
            String lot,
            int quantity,
            boolean orphaned) {
        Fates.Units units(int quantity) {
            return new Fates.Units(fulfilment, order, lineNo, item, quantity);
        }
    }

    private static final RowMapper<Held> HELD = (row, n) -> new Held(
            row.getObject("id", UUID.class),
            new MerchantId(row.getObject("merchant_id", UUID.class)),
            new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
            new OrderId(row.getObject("order_id", UUID.class)),
            row.getInt("line_no"),
            new ItemId(row.getObject("item_id", UUID.class)),
            row.getObject("place_id", UUID.class),
            row.getString("code"),
            PlaceRef.Kind.valueOf(row.getString("kind")),
            row.getString("lot"),
            row.getInt("quantity"),
            row.getBoolean("orphaned"));

    @Transactional(readOnly = true)
    public Optional<Held> find(UUID allocation) {
        return jdbc.sql(SELECT + "where a.id = :id")
                .param("id", allocation)
                .query(HELD)
                .optional();
    }

    /** What is bound in a place, a tote or a carton for instance. */
    @Transactional(readOnly = true)
    public List<Held> in(UUID place) {
        return jdbc.sql(SELECT + "where a.place_id = :place order by a.id")
                .param("place", place)
                .query(HELD)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Held> of(Collection<FulfilmentId> fulfilments) {
        return jdbc.sql(SELECT + "where a.fulfilment_id = any(:fulfilments) order by a.id")
                .param("fulfilments", Sql.ids(fulfilments))
                .query(HELD)
                .list();
    }

    /**
     * Moves units of an allocation to another real place; the allocation follows, split if only part moves. Into a tote units become
     * picked, into a carton packed, back into a bin allocated again. Orphaned units put into a bin are free again.
     *
     * @return the id of the allocation that holds the units where they are now; empty when they are free again
     * @throws Refusal when the allocation is gone or smaller than that
     */
    @Transactional
    public Optional<UUID> move(UUID allocation, int quantity, UUID toPlace, String reason) {
        var seen = find(allocation).orElseThrow(() -> gone(allocation));
        fates.lock(List.of(seen.units(quantity)));
        var held = lock(allocation, quantity);
        var to = Optional.ofNullable(places.find(List.of(toPlace)).get(toPlace))
                .orElseThrow(() -> Refusal.notFound("place", toPlace));
        boolean freed = held.orphaned() && to.kind() == PlaceRef.Kind.BIN;
        if (!held.orphaned()) fates.shift(List.of(held.units(quantity)), Fate.in(held.placeKind()), Fate.in(to.kind()));
        if (!held.place().equals(toPlace))
            ledger.post(List.of(posting(held, toPlace, quantity, freed ? 0 : quantity, reason)));
        take(held, quantity);
        if (freed) work.add(Promises.FILL_BACKORDERS, held.item().value(), held.merchant());
        return freed ? Optional.empty() : Optional.of(put(held, toPlace, quantity));
    }

    /**
     * Orphaned units that were put into a bin come out of it again, into a container where they wait to be put back: the reverse of
     * {@link #move}. Refuses when the bin has fewer free units of them by now.
     *
     * @param held the units as they were bound in the container; its quantity is what is taken
     * @param bin where they are now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeOut(Unwanted held, UUID bin) {
        ledger.post(List.of(new Posting(
                held.merchant(),
                held.item(),
                held.lot(),
                bin,
                Condition.SELLABLE,
                held.container(),
                Condition.SELLABLE,
                held.quantity(),
                0,
                held.quantity(),
                "put back undone",
                held.order().value(),
                clock.instant())));
        put(held.held(), held.container(), held.quantity());
    }

    /** Units in a container that no order wants. */
    public record Unwanted(
            MerchantId merchant,
            FulfilmentId fulfilment,
            OrderId order,
            int lineNo,
            ItemId item,
            String lot,
            UUID container,
            int quantity) {
        private Held held() {
            return new Held(
                    container,
                    merchant,
                    fulfilment,
                    order,
                    lineNo,
                    item,
                    container,
                    "",
                    PlaceRef.Kind.TOTE,
                    lot,
                    quantity,
                    true);
        }
    }

    private Posting posting(Held held, UUID to, int quantity, int bound, String reason) {
        return new Posting(
                held.merchant(),
                held.item(),
                held.lot(),
                held.place(),
                Condition.SELLABLE,
                to,
                Condition.SELLABLE,
                quantity,
                quantity,
                bound,
                reason,
                held.order().value(),
                clock.instant());
    }

    Held lock(UUID allocation, int quantity) {
        var held = jdbc.sql(SELECT + "where a.id = :id for update of a")
                .param("id", allocation)
                .query(HELD)
                .optional()
                .orElseThrow(() -> gone(allocation));
        if (quantity < 1 || quantity > held.quantity()) {
            throw Refusal.conflict(
                    "allocation-smaller",
                    "quantity",
                    quantity,
                    "Bound here: only " + Shown.count(held.quantity(), "unit") + "; scan the place again.");
        }
        return held;
    }

    static Refusal gone(UUID allocation) {
        return Refusal.conflict(
                "allocation-gone",
                "allocation",
                allocation,
                "These units are not bound to the order any more; scan the next thing to do.");
    }

    void take(Held held, int quantity) {
        int shrunk = jdbc.sql(SHRINK)
                .param("id", held.id())
                .param("quantity", quantity)
                .update();
        if (shrunk == 0)
            jdbc.sql("delete from allocation where id = :id")
                    .param("id", held.id())
                    .update();
    }

    private UUID put(Held held, UUID place, int quantity) {
        var merged = jdbc.sql(MERGE)
                .param("quantity", quantity)
                .param("fulfilment", held.fulfilment().value())
                .param("line", held.lineNo())
                .param("item", held.item().value())
                .param("place", place)
                .param("lot", held.lot())
                .param("orphaned", held.orphaned())
                .query(UUID.class)
                .optional();
        if (merged.isPresent()) return merged.get();
        var id = wharf.shared.Ids.next();
        jdbc.sql("""
                insert into allocation (id, merchant_id, fulfilment_id, order_id, line_no, item_id, place_id, lot, quantity, orphaned)
                values (:id, :merchant, :fulfilment, :order, :line, :item, :place, :lot, :quantity, :orphaned)
                """)
                .param("id", id)
                .param("merchant", held.merchant().value())
                .param("fulfilment", held.fulfilment().value())
                .param("order", held.order().value())
                .param("line", held.lineNo())
                .param("item", held.item().value())
                .param("place", place)
                .param("lot", held.lot())
                .param("quantity", quantity)
                .param("orphaned", held.orphaned())
                .update();
        return id;
    }

    /** Frees orphaned or withdrawn units where they are, without moving them; unknown ids are passed over. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void release(Collection<UUID> allocations) {
        if (allocations.isEmpty()) return;
        jdbc.sql(RELEASE).param("ids", Sql.uuids(allocations)).update();
    }

    /** After a drop: frees what is still in bins and marks the rest as to be put back; returns the latter. */
    List<Held> orphan(Collection<FulfilmentId> fulfilments) {
        var held = of(fulfilments);
        release(held.stream()
                .filter(h -> h.placeKind() == PlaceRef.Kind.BIN)
                .map(Held::id)
                .toList());
        jdbc.sql(ORPHAN).param("fulfilments", Sql.ids(fulfilments)).update();
        return of(fulfilments);
    }

    /** Why units bound to an order cannot be used. */
    public enum Loss {
        /** Not where they should be: they leave the stock as an adjustment. */
        MISSING,
        /** There, but not sellable: they stay in the place as damaged. */
        DAMAGED
    }

    /**
     * Units of an allocation turn out missing or damaged: they leave the sellable stock, and the order line has them backordered until other
     * stock is found, which is tried at once.
     */
    @Transactional
    public void writeDown(UUID allocation, int quantity, Loss loss) {
        var seen = find(allocation).orElseThrow(() -> gone(allocation));
        var site = java.util.Objects.requireNonNull(
                places.sites(List.of(seen.place())).get(seen.place()));
        var released = seen.orphaned()
                ? List.<StockChange>of()
                : List.of(new StockChange(seen.merchant(), seen.item(), site, 0, -quantity));
        ledger.post(List.of(loss(seen, quantity, loss)), released, () -> {
            if (!seen.orphaned())
                fates.shift(List.of(seen.units(quantity)), Fate.in(seen.placeKind()), Fate.BACKORDERED);
            take(lock(allocation, quantity), quantity);
        });
        work.add(Promises.FILL_BACKORDERS, seen.item().value(), seen.merchant());
    }

    Posting loss(Held held, int quantity, Loss loss) {
        return switch (loss) {
            case MISSING -> lost(held, PlaceRef.ADJUSTMENT, Condition.SELLABLE, quantity, "missing");
            case DAMAGED -> lost(held, held.place(), Condition.DAMAGED, quantity, "damaged");
        };
    }

    private Posting lost(Held held, UUID to, Condition condition, int quantity, String reason) {
        return new Posting(
                held.merchant(),
                held.item(),
                held.lot(),
                held.place(),
                Condition.SELLABLE,
                to,
                condition,
                quantity,
                quantity,
                0,
                reason,
                held.order().value(),
                clock.instant());
    }

    /**
     * Units that leave the building.
     *
     * @param lot empty where the item has none
     * @param carton the place they leave from
     */
    public record Leaving(FulfilmentId fulfilment, int lineNo, ItemId item, String lot, int quantity, UUID carton) {}

    /**
     * Packed units leave to the customer, each lot from its own carton: on hand and reserved fall together, the order line has them shipped. All
     * or none.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void ship(List<Leaving> leaving) {
        var taken = taken(leaving);
        var sites = places.sites(taken.stream().map(Held::place).toList());
        var released = taken.stream()
                .map(h -> new StockChange(
                        h.merchant(),
                        h.item(),
                        java.util.Objects.requireNonNull(sites.get(h.place())),
                        0,
                        -h.quantity()))
                .toList();
        var postings = taken.stream()
                .map(h -> posting(h, PlaceRef.CUSTOMER, h.quantity(), 0, "shipped"))
                .toList();
        ledger.post(postings, released, () -> {
            fates.shift(taken.stream().map(h -> h.units(h.quantity())).toList(), Fate.PACKED, Fate.SHIPPED);
            taken.forEach(h -> take(lock(h.id(), h.quantity()), h.quantity()));
        });
    }

    /** The allocations that these units are bound by, each once, with how much of it leaves. */
    private List<Held> taken(List<Leaving> leaving) {
        var held = of(leaving.stream().map(Leaving::fulfilment).distinct().toList());
        var taken = new HashMap<UUID, Integer>();
        for (var units : leaving) {
            int wanted = units.quantity();
            for (var h : held) {
                int quantity = matches(h, units) ? Math.min(wanted, h.quantity() - taken.getOrDefault(h.id(), 0)) : 0;
                if (quantity == 0) continue;
                taken.merge(h.id(), quantity, Integer::sum);
                wanted -= quantity;
            }
            if (wanted > 0) throw new IllegalStateException(wanted + " units of " + units + " are not packed");
        }
        return held.stream()
                .filter(h -> taken.containsKey(h.id()))
                .map(h -> part(h, taken.getOrDefault(h.id(), 0)))
                .toList();
    }

    private static boolean matches(Held held, Leaving units) {
        return !held.orphaned()
                && held.placeKind() == PlaceRef.Kind.CARTON
                && held.fulfilment().equals(units.fulfilment())
                && held.lineNo() == units.lineNo()
                && held.item().equals(units.item())
                && held.lot().equals(units.lot())
                && held.place().equals(units.carton());
    }

    private static Held part(Held h, int quantity) {
        return new Held(
                h.id(),
                h.merchant(),
                h.fulfilment(),
                h.order(),
                h.lineNo(),
                h.item(),
                h.place(),
                h.placeCode(),
                h.placeKind(),
                h.lot(),
                quantity,
                false);
    }
}

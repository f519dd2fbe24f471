package wharf.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/**
 * The only writer of movements and balances. Every posting is one row from and to; balances and stock counters follow in the same
 * transaction. Locks are taken in one order everywhere: item, warehouse-item, reservation, place; each sorted.
 */
@Component
class Ledger {
    private static final String WRITE = """
            insert into movement (occurred_at, merchant_id, item_id, lot, from_place, from_condition, to_place, to_condition, quantity, reason,
                                  cause, actor)
            select m.*, :actor
            from unnest(:at, :merchants, :items, :lots, :fromPlaces, :fromConditions, :toPlaces, :toConditions, :quantities, :reasons, :causes)
              as m
            """;
    private static final String CHANGE_BALANCES = """
            with d as (
              select *
              from unnest(:places, :items, :lots, :conditions, :quantities, :allocated) as d (place, item, lot, condition, quantity, allocated)
            ), locked as (
              select b.place_id, b.item_id, b.lot, b.condition
              from balance b
              where (b.place_id, b.item_id, b.lot, b.condition) in (select d.place, d.item, d.lot, d.condition from d)
              order by b.place_id, b.item_id, b.lot, b.condition
              for no key update
            )
            update balance b
            set quantity = b.quantity + d.quantity, allocated = b.allocated + d.allocated
            from locked l
            join d on d.place = l.place_id and d.item = l.item_id and d.lot = l.lot and d.condition = l.condition
            where b.place_id = l.place_id
            and b.item_id = l.item_id
            and b.lot = l.lot
            and b.condition = l.condition
            returning b.place_id, b.item_id, b.lot, b.condition
            """;
    private static final String ADD_BALANCES = """
            insert into balance (place_id, item_id, lot, condition, merchant_id, warehouse_id, quantity, allocated)
            select *
            from unnest(:places, :items, :lots, :conditions, :merchants, :sites, :quantities, :allocated)
            order by 1, 2, 3, 4
            on conflict (place_id, item_id, lot, condition) do update
            set quantity = balance.quantity + excluded.quantity, allocated = balance.allocated + excluded.allocated
            """;
    private static final String FORGET_EMPTY = """
            delete from balance
            where quantity = 0
            and allocated = 0
            and place_id = any(:places)
            and item_id = any(:items)
            """;

    private final JdbcClient jdbc;
    private final StockPlaces places;
    private final StockCounters counters;

    Ledger(JdbcClient jdbc, StockPlaces places, StockCounters counters) {
        this.jdbc = jdbc;
        this.places = places;
        this.counters = counters;
    }

    private record Key(UUID place, UUID item, String lot, Condition condition) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::place)
                .thenComparing(Key::item)
                .thenComparing(Key::lot)
                .thenComparing(Key::condition);
    }

    private static final class Delta {
        final MerchantId merchant;
        long quantity;
        long allocated;

        Delta(MerchantId merchant) {
            this.merchant = merchant;
        }
    }

    /** Writes the postings, all or none. Refuses when a place would fall below zero or below what is bound there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(List<Posting> postings) {
        post(postings, List.of(), () -> {});
    }

    /**
     * As {@link #post(List)}, with promises that end along with the units (shipped, lost), and with what has to be done to reservations
     * after the stock counters are locked and before places are, to keep the order of locks.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void post(List<Posting> postings, List<StockChange> released, Runnable reservations) {
        if (postings.isEmpty()) return;
        var sites = places.sites(
                postings.stream().flatMap(p -> Stream.of(p.from(), p.to())).toList());
        try {
            counters.apply(
                    Stream.concat(sellable(postings, sites), released.stream()).toList());
            reservations.run();
            changeBalances(postings, sites);
        } catch (DataIntegrityViolationException tooLittle) {
            throw tooLittle(tooLittle);
        }
        write(postings);
    }

    private static Stream<StockChange> sellable(Collection<Posting> postings, Map<UUID, WarehouseId> sites) {
        var changes = new ArrayList<StockChange>();
        for (var posting : postings) {
            var from = sites.get(posting.from());
            var to = sites.get(posting.to());
            if (from != null && posting.fromCondition() == Condition.SELLABLE) {
                changes.add(new StockChange(posting.merchant(), posting.item(), from, -posting.quantity(), 0));
            }
            if (to != null && posting.toCondition() == Condition.SELLABLE) {
                changes.add(new StockChange(posting.merchant(), posting.item(), to, posting.quantity(), 0));
            }
        }
        return changes.stream();
    }

    private void changeBalances(List<Posting> postings, Map<UUID, WarehouseId> sites) {
        var deltas = new TreeMap<Key, Delta>(Key.ORDER);
        for (var p : postings) {
            if (sites.containsKey(p.from()))
                add(
                        deltas,
                        new Key(p.from(), p.item().value(), p.lot(), p.fromCondition()),
                        p,
                        -p.quantity(),
                        -p.unbound());
            if (sites.containsKey(p.to()))
                add(deltas, new Key(p.to(), p.item().value(), p.lot(), p.toCondition()), p, p.quantity(), p.bound());
        }
        deltas.values().removeIf(delta -> delta.quantity == 0 && delta.allocated == 0);
        if (deltas.isEmpty()) return;
        update(deltas).forEach(deltas::remove);
        insert(deltas, sites);
        jdbc.sql(FORGET_EMPTY)
                .param(
                        "places",
                        Sql.uuids(
                                postings.stream().map(Posting::from).distinct().toList()))
                .param(
                        "items",
                        Sql.ids(postings.stream().map(Posting::item).distinct().toList()))
                .update();
    }

    private static void add(Map<Key, Delta> deltas, Key key, Posting posting, int quantity, int allocated) {
        var delta = deltas.computeIfAbsent(key, k -> new Delta(posting.merchant()));
        delta.quantity += quantity;
        delta.allocated += allocated;
    }

    private List<Key> update(Map<Key, Delta> deltas) {
        return jdbc.sql(CHANGE_BALANCES)
                .param(
                        "places",
                        Sql.uuids(deltas.keySet().stream().map(Key::place).toList()))
                .param(
                        "items",
                        Sql.uuids(deltas.keySet().stream().map(Key::item).toList()))
                .param("lots", Sql.texts(deltas.keySet().stream().map(Key::lot).toList()))
                .param(
                        "conditions",
                        Sql.texts(deltas.keySet().stream()
                                .map(key -> key.condition().name())
                                .toList()))
                .param(
                        "quantities",
                        Sql.longs(deltas.values().stream()
                                .map(delta -> delta.quantity)
                                .toList()))
                .param(
                        "allocated",
                        Sql.longs(deltas.values().stream()
                                .map(delta -> delta.allocated)
                                .toList()))
                .query((row, n) -> new Key(
                        row.getObject("place_id", UUID.class),
                        row.getObject("item_id", UUID.class),
                        row.getString("lot"),
                        Condition.valueOf(row.getString("condition"))))
                .list();
    }

    private void insert(Map<Key, Delta> missing, Map<UUID, WarehouseId> sites) {
        if (missing.isEmpty()) return;
        var keys = missing.keySet();
        jdbc.sql(ADD_BALANCES)
                .param("places", Sql.uuids(keys.stream().map(Key::place).toList()))
                .param("items", Sql.uuids(keys.stream().map(Key::item).toList()))
                .param("lots", Sql.texts(keys.stream().map(Key::lot).toList()))
                .param(
                        "conditions",
                        Sql.texts(
                                keys.stream().map(key -> key.condition().name()).toList()))
                .param(
                        "merchants",
                        Sql.ids(missing.values().stream()
                                .map(delta -> delta.merchant)
                                .toList()))
                .param(
                        "sites",
                        Sql.ids(keys.stream()
                                .map(key -> java.util.Objects.requireNonNull(sites.get(key.place())))
                                .toList()))
                .param(
                        "quantities",
                        Sql.longs(missing.values().stream()
                                .map(delta -> delta.quantity)
                                .toList()))
                .param(
                        "allocated",
                        Sql.longs(missing.values().stream()
                                .map(delta -> delta.allocated)
                                .toList()))
                .update();
    }

    private static RuntimeException tooLittle(DataIntegrityViolationException fault) {
        var message = String.valueOf(fault.getMostSpecificCause().getMessage());
        if (message.contains("balance_not_negative") || message.contains("not_oversold")) {
            return Refusal.conflict(
                    "not-enough-in-place",
                    "quantity",
                    null,
                    "So many units are not free here: the place holds fewer units than that, or they are bound to orders on the floor. Count it;"
                            + " what is missing of bound units is reported at the pick or at the bench.");
        }
        if (message.contains("balance_not_over_allocated")) {
            return Refusal.conflict(
                    "units-are-allocated",
                    "quantity",
                    null,
                    "Some of these units are bound to orders being picked; report them short at the pick instead.");
        }
        return fault;
    }

    private void write(List<Posting> postings) {
        jdbc.sql(WRITE)
                .param("actor", Context.current().actor().name())
                .param(
                        "at",
                        Sql.instants(postings.stream().map(Posting::occurredAt).toList()))
                .param(
                        "merchants",
                        Sql.ids(postings.stream().map(Posting::merchant).toList()))
                .param("items", Sql.ids(postings.stream().map(Posting::item).toList()))
                .param("lots", Sql.texts(postings.stream().map(Posting::lot).toList()))
                .param(
                        "fromPlaces",
                        Sql.uuids(postings.stream().map(Posting::from).toList()))
                .param(
                        "fromConditions",
                        Sql.texts(postings.stream()
                                .map(p -> p.fromCondition().name())
                                .toList()))
                .param("toPlaces", Sql.uuids(postings.stream().map(Posting::to).toList()))
                .param(
                        "toConditions",
                        Sql.texts(postings.stream()
                                .map(p -> p.toCondition().name())
                                .toList()))
                .param(
                        "quantities",
                        Sql.longs(
                                postings.stream().map(p -> (long) p.quantity()).toList()))
                .param(
                        "reasons",
                        Sql.texts(postings.stream().map(Posting::reason).toList()))
                .param("causes", Sql.uuids(postings.stream().map(Posting::cause).toList()))
                .update();
    }
}

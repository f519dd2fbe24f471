package wharf.inventory;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.platform.Cursor;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Shown;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.platform.Work;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Free stock comes, goes and is corrected. Bound units move through {@link Allocations}. */
@Service
public class Stock {
    private static final String REMEMBER_LOTS = """
            insert into lot (merchant_id, item_id, code, expires_on, created_at)
            select distinct on (l.item, l.code) l.merchant, l.item, l.code, l.expires_on, :now
            from unnest(:merchants, :items, :lots, cast(:expires as date[])) as l (merchant, item, code, expires_on)
            where l.code <> ''
            order by l.item, l.code
            on conflict (item_id, code) do update
            set expires_on = coalesce(lot.expires_on, excluded.expires_on)
            """;
    private static final String LEVELS = """
            select i.id as item_id, i.merchant_id, i.sku, i.name, coalesce(s.on_hand, 0) as on_hand, coalesce(s.reserved, 0) as reserved,
                   coalesce((select sum(r.backordered) from reservation r where r.item_id = i.id and r.backordered > 0), 0) as backordered
            from item i
            left join item_stock s on s.item_id = i.id
            """;
    private static final String LIST = """
            where (:merchant::uuid is null or i.merchant_id = :merchant)
            and i.kind = 'PHYSICAL'
            and (:sku::text is null or (i.sku, i.id) %1$s (:sku, :id))
            order by i.sku %2$s, i.id %2$s
            limit :limit
            """;
    private static final String ONWARD = LEVELS + LIST.formatted(">", "asc");
    private static final String BACK = LEVELS + LIST.formatted("<", "desc");
    private static final String FOUND = """
            where i.id in (select item_search(:text, :merchant, true, :sku, :id, %s, :limit))
            order by i.sku %2$s, i.id %2$s
            """;
    private static final String FOUND_ONWARD = LEVELS + FOUND.formatted("false", "asc");
    private static final String FOUND_BACK = LEVELS + FOUND.formatted("true", "desc");
    private static final String LEVEL = LEVELS + "where i.id = :item and i.kind = 'PHYSICAL'";
    private static final String PLACES_OF = """
            select w.code as warehouse, p.code as place, p.kind, b.lot, l.expires_on, b.condition, b.quantity, b.allocated
            from balance b
            join place p on p.id = b.place_id
            join warehouse w on w.id = b.warehouse_id
            left join lot l on l.item_id = b.item_id and l.code = b.lot
            where b.item_id = :item
            and b.quantity > 0
            order by w.code, p.sequence, p.code, b.lot
            """;
    private static final String CONTENTS_OF = """
            select i.id as item_id, i.sku, i.name, m.name as merchant, b.lot, l.expires_on, b.condition, b.quantity, b.allocated
            from balance b
            join item i on i.id = b.item_id
            join merchant m on m.id = b.merchant_id
            left join lot l on l.item_id = b.item_id and l.code = b.lot
            where b.place_id = :place
            and b.quantity > 0
            order by i.sku, b.lot, b.condition
            limit 500
            """;
    private static final String MOVEMENTS_OF = """
            select m.id, m.occurred_at, f.code as from_place, m.from_condition, t.code as to_place, m.to_condition, m.lot, m.quantity, m.reason, m.actor
            from movement m
            join place f on f.id = m.from_place
            join place t on t.id = m.to_place
            where m.item_id = :item
            and m.id < :before
            order by m.id desc
            limit :limit
            """;

    private static final String OFFERS = """
            select s.item_id, s.warehouse_id, s.on_hand - s.reserved as free,
                   least(s.on_hand - s.reserved, greatest(0, coalesce(there.units, 0) - coalesce(promised.units, 0))) as pickable
            from site_stock s
            join warehouse w on w.id = s.warehouse_id
            left join lateral (
              select sum(b.quantity - b.allocated) as units
              from balance b
              join place p on p.id = b.place_id
              left join lot l on l.item_id = b.item_id and l.code = b.lot
              where b.warehouse_id = s.warehouse_id
              and b.item_id = s.item_id
              and %s) there on true
            left join lateral (
              select sum(r.quantity - r.allocated - r.picked - r.packed - r.shipped - r.dropped) as units
              from site_reservation r
              where r.warehouse_id = s.warehouse_id
              and r.item_id = s.item_id
              and r.allocated + r.picked + r.packed + r.shipped + r.dropped < r.quantity) promised on true
            where s.item_id = any(:items)
            and s.on_hand > s.reserved
            """.formatted(Allocator.PICKABLE);

    private final JdbcClient jdbc;
    private final StockRequests requests;
    private final Ledger ledger;
    private final StockPlaces places;
    private final Facts facts;
    private final BillableActs billable;
    private final Work work;
    private final Clock clock;

    Stock(
            JdbcClient jdbc,
            StockRequests requests,
            Ledger ledger,
            StockPlaces places,
            Facts facts,
            BillableActs billable,
            Work work,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.ledger = ledger;
        this.places = places;
        this.facts = facts;
        this.billable = billable;
        this.work = work;
        this.clock = clock;
    }

    /** Units of one item, lot and condition in a place. */
    public record Content(
            UUID itemId,
            String sku,
            String name,
            String merchant,
            String lot,
            java.time.@Nullable LocalDate expiresOn,
            String condition,
            long quantity,
            long allocated) {}

    /** What stands in a place, as far as the caller may see it. */
    @Transactional(readOnly = true)
    public List<Content> contents(UUID place) {
        return jdbc.sql(CONTENTS_OF).param("place", place).query(Content.class).list();
    }

    /** What an item has and has promised, over all sites. */
    public record Level(
            UUID itemId, UUID merchantId, String sku, String name, long onHand, long reserved, long backordered) {
        /** Available to promise. */
        @JsonProperty
        public long available() {
            return onHand - reserved;
        }

        /** Where a list goes on after, or back before, this. */
        public String cursor() {
            return Cursor.encode(sku, itemId);
        }
    }

    /** What of an item stands in a place. */
    public record InPlace(
            String warehouse,
            String place,
            String kind,
            String lot,
            java.time.@Nullable LocalDate expiresOn,
            String condition,
            long quantity,
            long allocated) {}

    /** A row of the ledger, for people. */
    public record Movement(
            long id,
            java.time.Instant occurredAt,
            String fromPlace,
            String fromCondition,
            String toPlace,
            String toCondition,
            String lot,
            long quantity,
            String reason,
            String actor) {

        /** Where from, as people call it: cartons have codes of their own making, and places outside are constants. */
        public String from() {
            return called(fromPlace);
        }

        public String to() {
            return called(toPlace);
        }

        private static String called(String place) {
            if (place.startsWith("CARTON-")) return "a carton";
            return PlaceRef.isOutside(place) ? Shown.words(place) : place;
        }
    }

    /** Puts received units away and offers them to waiting orders; a request made before is passed over. */
    @Transactional
    public void receive(List<Receipt> receipts) {
        var fresh = requests.fresh("receipts", receipts);
        if (fresh.isEmpty()) return;
        var now = clock.instant();
        rememberLots(fresh);
        ledger.post(fresh.stream()
                .map(r -> new Posting(
                        r.merchant(),
                        r.item(),
                        r.lot(),
                        PlaceRef.SUPPLIER,
                        r.condition(),
                        r.place(),
                        r.condition(),
                        r.quantity(),
                        0,
                        0,
                        "received",
                        r.requestId(),
                        now))
                .toList());
        var sites = places.sites(fresh.stream().map(Receipt::place).toList());
        facts.record(fresh.stream()
                .map(r -> Fact.of(r.merchant(), r.item().value(), "item", r.requestId(), "stock.received", now)
                        .with(Map.of(
                                "quantity",
                                r.quantity(),
                                "lot",
                                r.lot(),
                                "condition",
                                r.condition().name())))
                .toList());
        billable.record(fresh.stream()
                .map(r -> received(r, Objects.requireNonNull(sites.get(r.place())), now))
                .toList());
        wakeBackorders(fresh.stream()
                .filter(r -> r.condition() == Condition.SELLABLE)
                .map(r -> new Work.Subject(r.item().value(), r.merchant()))
                .toList());
    }

    private static BillableAct received(Receipt receipt, WarehouseId site, java.time.Instant now) {
        return new BillableAct(
                receipt.merchant(),
                site.value(),
                BillableAct.Kind.RECEIVED,
                receipt.quantity(),
                "unit",
                null,
                receipt.merchant() + ":" + receipt.requestId(),
                now,
                null);
    }

    private void rememberLots(List<Receipt> receipts) {
        var lots = receipts.stream().filter(receipt -> !receipt.lot().isEmpty()).toList();
        if (lots.isEmpty()) return;
        jdbc.sql(REMEMBER_LOTS)
                .param("now", Sql.timestamp(clock.instant()))
                .param("merchants", Sql.ids(lots.stream().map(Receipt::merchant).toList()))
                .param("items", Sql.ids(lots.stream().map(Receipt::item).toList()))
                .param("lots", Sql.texts(lots.stream().map(Receipt::lot).toList()))
                .param(
                        "expires",
                        Sql.texts(lots.stream()
                                .map(r -> r.expiresOn() == null
                                        ? null
                                        : r.expiresOn().toString())
                                .toList()))
                .update();
    }

    /** Corrects places; a decrease that breaks promises backorders the lowest-priority ones in the same transaction. */
    @Transactional
    public void adjust(List<Adjustment> adjustments) {
        var fresh = requests.fresh("adjustments", adjustments).stream()
                .filter(a -> a.change() != 0)
                .toList();
        if (fresh.isEmpty()) return;
        var now = clock.instant();
        ledger.post(fresh.stream().map(a -> posting(a, now)).toList());
        facts.record(fresh.stream()
                .map(a -> Fact.of(a.merchant(), a.item().value(), "item", a.requestId(), "stock.adjusted", now)
                        .because(a.reason())
                        .with(Map.of("change", a.change())))
                .toList());
        wakeBackorders(fresh.stream()
                .filter(a -> a.change() > 0)
                .map(a -> new Work.Subject(a.item().value(), a.merchant()))
                .toList());
    }

    private static Posting posting(Adjustment a, java.time.Instant now) {
        var from = a.change() > 0 ? PlaceRef.ADJUSTMENT : a.place();
        var to = a.change() > 0 ? a.place() : PlaceRef.ADJUSTMENT;
        return new Posting(
                a.merchant(),
                a.item(),
                a.lot(),
                from,
                a.condition(),
                to,
                a.condition(),
                Math.abs(a.change()),
                0,
                0,
                a.reason(),
                a.requestId(),
                now);
    }

    /** Moves free units; refuses units bound to orders. */
    @Transactional
    public void move(List<Move> moves) {
        var fresh = requests.fresh("moves", moves);
        var now = clock.instant();
        ledger.post(fresh.stream()
                .map(m -> new Posting(
                        m.merchant(),
                        m.item(),
                        m.lot(),
                        m.from(),
                        m.fromCondition(),
                        m.to(),
                        m.toCondition(),
                        m.quantity(),
                        0,
                        0,
                        m.reason(),
                        m.requestId(),
                        now))
                .toList());
        wakeBackorders(fresh.stream()
                .filter(m -> m.toCondition() == Condition.SELLABLE)
                .map(m -> new Work.Subject(m.item().value(), m.merchant()))
                .toList());
    }

    private void wakeBackorders(List<Work.Subject> items) {
        work.add(Promises.FILL_BACKORDERS, items);
    }

    /**
     * What items have and have promised, by SKU.
     *
     * @param text part of the SKU or name; null or blank for any
     * @param turn after or before which (SKU, id) to read; in reading order
     */
    @Transactional(readOnly = true)
    public List<Level> levels(@Nullable MerchantId merchant, @Nullable String text, Turn turn, int limit) {
        var from = turn.from();
        var sought = text == null ? "" : text.strip();
        boolean any = sought.isEmpty();
        var sql = any ? (turn.back() ? BACK : ONWARD) : (turn.back() ? FOUND_BACK : FOUND_ONWARD);
        var query = jdbc.sql(sql)
                .param("merchant", merchant == null ? null : merchant.value(), Types.OTHER)
                .param("sku", from == null ? null : from.text(0))
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit);
        return (any ? query : query.param("text", sought)).query(Level.class).list();
    }

    /** One item's level; refuses when no physical item in the caller's scope has this id. */
    @Transactional(readOnly = true)
    public Level level(ItemId item) {
        return jdbc.sql(LEVEL)
                .param("item", item.value())
                .query(Level.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("stocked item", item));
    }

    @Transactional(readOnly = true)
    public List<InPlace> places(ItemId item) {
        return jdbc.sql(PLACES_OF)
                .param("item", item.value())
                .query(InPlace.class)
                .list();
    }

    /** The item's ledger, newest first, below a row id. */
    @Transactional(readOnly = true)
    public List<Movement> movements(ItemId item, long before, int limit) {
        return jdbc.sql(MOVEMENTS_OF)
                .param("item", item.value())
                .param("before", before)
                .param("limit", limit)
                .query(Movement.class)
                .list();
    }

    /**
     * What a site can give of an item.
     *
     * @param free sellable on hand less reserved
     * @param pickable how much of it lies in bins pickers are sent to, beyond what is promised of those already; the rest is being put away or
     *     put back, in reserve, or has expired
     */
    public record Offer(long free, long pickable) {}

    /** What each site that has free units offers of each item. */
    @Transactional(readOnly = true)
    public Map<ItemId, Map<WarehouseId, Offer>> offers(Collection<ItemId> items) {
        record Row(UUID itemId, UUID warehouseId, long free, long pickable) {}
        return jdbc
                .sql(OFFERS)
                .param("items", Sql.ids(items))
                .param("now", Sql.timestamp(clock.instant()))
                .query(Row.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> new ItemId(row.itemId()),
                        Collectors.toMap(
                                row -> new WarehouseId(row.warehouseId()),
                                row -> new Offer(row.free(), row.pickable()))));
    }

    /** Refuses with the field's path when a place is unknown or virtual. */
    public UUID realPlace(WarehouseId site, String code, String field) {
        return places.find(site, code)
                .map(PlaceRef::id)
                .orElseThrow(() -> Refusal.invalid(
                        "unknown-place",
                        field,
                        code,
                        "No bin or container of this warehouse has this code; create it or check the label."));
    }
}

package wharf.restock;

import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Turn;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** What to buy, what is too much, and what that rests on. */
@Service
public class Restock {
    /** {@code position} and {@code available} are as in {@link RestockLine}. */
    static final String LINES = """
            select l.item_id, l.merchant_id, l.warehouse_id, w.code as warehouse, i.sku, i.name, l.computed_on, l.bucket_days, l.periods,
                   l.daily_mean, l.lead_days, l.lead_days_deviation, l.review_days, l.service_level, l.lead_demand, l.reorder_point,
                   l.review_demand, l.error_rmse, l.error_absolute, l.error_naive, l.error_bias, l.test_origins, l.methods,
                   coalesce(t.on_hand, u.on_hand, 0) as on_hand, coalesce(t.reserved, u.reserved, 0) as reserved,
                   coalesce(b.units, 0) as backordered, coalesce(o.units, 0) as on_order,
                   x.supplier_id, s.name as supplier, x.supplier_sku, coalesce(x.pack_size, 1) as pack_size,
                   coalesce(x.minimum_quantity, 1) as minimum_quantity, x.unit_cost_minor, coalesce(s.currency, m.currency) as currency,
                   coalesce(c.overstock_days, 180) as overstock_days, coalesce(c.order_cost_minor, 0) as order_cost_minor,
                   coalesce(c.holding_percent, 20) as holding_percent, l.outlook::text as outlook_json
            from restock_level l
            join item i on i.id = l.item_id
            join merchant m on m.id = l.merchant_id and not m.training
            left join warehouse w on w.id = l.warehouse_id
            left join item_stock t on l.warehouse_id is null and t.item_id = l.item_id
            left join site_stock u on u.item_id = l.item_id and u.warehouse_id = l.warehouse_id
            left join lateral (
              select sum(r.backordered) as units from reservation r where r.item_id = l.item_id and r.backordered > 0
            ) b on l.warehouse_id is null
            left join lateral (
              select sum(p.quantity - p.received) filter (where p.quantity > p.received) as units
              from purchase_order_line p
              join purchase_order q on q.id = p.purchase_order_id
              where p.item_id = l.item_id
              and q.state = 'PLACED'
              and (l.warehouse_id is null or q.warehouse_id = l.warehouse_id)
            ) o on true
            left join item_supplier x on x.item_id = l.item_id
            left join supplier s on s.id = x.supplier_id
            left join restock_policy c on c.merchant_id = l.merchant_id
            """;

    private static final String LIST = """
            select *
            from (%s) as line
            where (:merchant::uuid is null or merchant_id = :merchant)
            and warehouse_id is not distinct from :site
            and (:text = '' or position(lower(:text) in lower(sku || ' ' || name)) > 0)
            and (:supplier::uuid is null or supplier_id = :supplier)
            and case :view
                when 'DUE' then on_hand - reserved - backordered + on_order <= reorder_point and daily_mean > 0
                when 'OVERSTOCK' then on_hand - reserved - backordered > ceil(daily_mean * overstock_days)
                else true end
            and (:sku::text is null or (sku, item_id) %s (:sku, :id))
            order by sku %s, item_id %s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted(LINES, ">", "asc", "asc");
    private static final String BACK = LIST.formatted(LINES, "<", "desc", "desc");
    private static final String ONE = LINES + "where l.item_id = :item and l.warehouse_id is not distinct from :site";
    private static final String SITES_OF =
            LINES + "where l.item_id = :item and l.warehouse_id is not null order by w.code";
    private static final String COVER = """
            select *
            from (%s where l.warehouse_id is null) as line
            where daily_mean > 0
            order by greatest(0, on_hand - reserved - backordered) / daily_mean, sku, item_id
            limit :limit
            """.formatted(LINES);
    private static final String DUE = "select count(*) from restock_alert where below";
    private static final String SITE = "select id from warehouse where code = :name or id::text = :name";
    private static final String DEMAND = """
            select d.day, sum(d.quantity) as quantity
            from demand_day d
            where d.item_id = :item
            and (:site::uuid is null or d.warehouse_id = :site)
            and d.day >= :since
            and d.quantity > 0
            group by d.day
            order by d.day
            """;
    private static final String LOTS = """
            select b.lot, l.expires_on, min(l.created_at at time zone 'UTC')::date as since, sum(b.quantity) as quantity
            from balance b
            join lot l on l.item_id = b.item_id and l.code = b.lot
            where b.item_id = :item
            and (:site::uuid is null or b.warehouse_id = :site)
            and b.condition = 'SELLABLE'
            and b.quantity > 0
            group by b.lot, l.expires_on
            order by l.expires_on nulls last, since, b.lot
            limit 50
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;
    private final JsonMapper json;

    Restock(JdbcClient jdbc, BusinessClock clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
    }

    enum View {
        DUE,
        OVERSTOCK,
        ALL
    }

    /** @param site one warehouse; null for all of them together */
    record Wanted(
            @Nullable MerchantId merchant,
            @Nullable UUID site,
            String text,
            @Nullable UUID supplier,
            View view) {}

    @Transactional(readOnly = true)
    public List<RestockLine> lines(Wanted wanted, Turn turn, int limit) {
        var from = turn.from();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param(
                        "merchant",
                        wanted.merchant() == null ? null : wanted.merchant().value(),
                        Types.OTHER)
                .param("site", wanted.site(), Types.OTHER)
                .param("text", wanted.text().strip())
                .param("supplier", wanted.supplier(), Types.OTHER)
                .param("view", wanted.view().name())
                .param("sku", from == null ? null : from.text(0), Types.VARCHAR)
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query(RestockLine.class)
                .list();
    }

    /** The site a code or id means; null where none is named. */
    @Transactional(readOnly = true)
    public @Nullable UUID site(@Nullable String codeOrId) {
        if (codeOrId == null || codeOrId.isBlank()) return null;
        return jdbc.sql(SITE)
                .param("name", codeOrId.strip())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("warehouse", codeOrId));
    }

    @Transactional(readOnly = true)
    public RestockLine one(ItemId item, @Nullable UUID site) {
        return jdbc.sql(ONE)
                .param("item", item.value())
                .param("site", site, Types.OTHER)
                .query(RestockLine.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("restock forecast of item", item));
    }

    /** The same item at each site that has shipped it. */
    @Transactional(readOnly = true)
    public List<RestockLine> sitesOf(ItemId item) {
        return jdbc.sql(SITES_OF)
                .param("item", item.value())
                .query(RestockLine.class)
                .list();
    }

    /** Items of the caller's scope that last the shortest, by what is available and the forecast; the scarcest first. */
    @Transactional(readOnly = true)
    public List<RestockLine> scarcest(int limit) {
        return jdbc.sql(COVER).param("limit", limit).query(RestockLine.class).list();
    }

    /** How many items were due at the last look, in the caller's scope. */
    @Transactional(readOnly = true)
    public long due() {
        return jdbc.sql(DUE).query(Long.class).single();
    }

    /** A period of the chart: past demand, or what is expected. */
    public record Period(
            LocalDate from,
            @Nullable Long demanded,
            @Nullable Double expected,
            @Nullable Double high) {}

    private record DayUnits(LocalDate day, long quantity) {}

    /** Past and expected demand by the forecast's own periods, oldest first. */
    @Transactional(readOnly = true)
    public List<Period> chart(RestockLine line) {
        var outlook = json.readValue(line.outlookJson(), Outlook.class);
        int shown = Math.min(line.periods(), line.bucketDays() == 1 ? 90 : 104);
        var first = outlook.from().minusDays((long) shown * line.bucketDays());
        var days = jdbc.sql(DEMAND)
                .param("item", line.itemId())
                .param("site", line.warehouseId(), Types.OTHER)
                .param("since", first)
                .query(DayUnits.class)
                .list();
        var units = new long[shown];
        for (var day : days) {
            long at = java.time.temporal.ChronoUnit.DAYS.between(first, day.day()) / line.bucketDays();
            if (at >= 0 && at < shown) units[(int) at] += day.quantity();
        }
        var periods = new java.util.ArrayList<Period>();
        for (int i = 0; i < shown; i++)
            periods.add(new Period(first.plusDays((long) i * line.bucketDays()), units[i], null, null));
        for (int i = 0; i < outlook.expected().size(); i++)
            periods.add(new Period(
                    outlook.from().plusDays((long) i * line.bucketDays()),
                    null,
                    outlook.expected().get(i),
                    outlook.high().get(i)));
        return periods;
    }

    /**
     * A lot of which some units are too many.
     *
     * @param since day it was first received
     */
    public record Lot(String lot, @Nullable LocalDate expiresOn, LocalDate since, long quantity) {}

    /** Sellable lots, the first to go first: by expiry, then by age. */
    @Transactional(readOnly = true)
    public List<Lot> lots(RestockLine line) {
        return jdbc.sql(LOTS)
                .param("item", line.itemId())
                .param("site", line.warehouseId(), Types.OTHER)
                .query(Lot.class)
                .list();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

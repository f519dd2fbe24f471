package wharf.restock;

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** What merchants have ordered of their suppliers, as far as restocking must know it: what is on its way, and for when. */
@Service
class PurchaseOrders {
    private static final String TERMS = """
            select i.id as item_id, i.sku, x.supplier_id, x.unit_cost_minor, coalesce(x.lead_days, s.lead_days) as lead_days
            from item i
            join item_supplier x on x.item_id = i.id
            join supplier s on s.id = x.supplier_id
            where i.merchant_id = :merchant
            and i.sku = any(:skus)
            """;
    private static final String INSERT = """
            insert into purchase_order (id, merchant_id, supplier_id, warehouse_id, state, placed_at, placed_by, expected_on, request_id)
            values (:id, :merchant, :supplier, :warehouse, 'PLACED', :now, :by, :expected, :request)
            on conflict (merchant_id, request_id) do nothing
            """;
    private static final String INSERT_LINES = """
            insert into purchase_order_line (purchase_order_id, line_no, merchant_id, item_id, quantity, unit_cost_minor)
            select :id, n.line, :merchant, n.item, n.quantity, n.cost
            from unnest(:lines, :items, :quantities, :costs) as n (line, item, quantity, cost)
            """;
    private static final String BY_REQUEST =
            "select id from purchase_order where merchant_id = :merchant and request_id = :request";
    private static final String SELECT = """
            select o.id, o.merchant_id, o.number, s.name as supplier, w.code as warehouse, o.state, o.placed_at, o.placed_by, o.expected_on,
                   s.currency, s.minimum_order_minor, l.line_no, l.item_id, i.sku, i.name, l.quantity, l.received, l.unit_cost_minor
            from (
              select *
              from purchase_order
              where (:merchant::uuid is null or merchant_id = :merchant)
              and (:id::uuid is null or id = :id)
              and (:state::text is null or state = :state)
              and number < :before
              order by number desc
              limit :limit
            ) o
            join supplier s on s.id = o.supplier_id
            left join warehouse w on w.id = o.warehouse_id
            join purchase_order_line l on l.purchase_order_id = o.id
            join item i on i.id = l.item_id
            order by o.number desc, l.line_no
            """;
    private static final String LOCK =
            "select merchant_id from purchase_order where id = :id and state = 'PLACED' for no key update";
    private static final String RECEIVE = """
            update purchase_order_line l
            set received = l.received + n.quantity
            from unnest(:lines, :quantities) as n (line, quantity)
            where l.purchase_order_id = :id
            and l.line_no = n.line
            and l.received + n.quantity <= 2 * l.quantity
            """;
    private static final String CLOSE = """
            update purchase_order o
            set state = 'RECEIVED'
            where o.id = :id
            and not exists (select from purchase_order_line l where l.purchase_order_id = o.id and l.received < l.quantity)
            """;
    private static final String CANCEL = """
            update purchase_order
            set state = 'CANCELLED'
            where id = :id
            and state = 'PLACED'
            returning merchant_id
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    PurchaseOrders(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** Units of an item to buy. */
    record Wanted(String sku, int quantity) {}

    /** Units of a line that came in. */
    record Came(int line, int quantity) {}

    private record Terms(UUID itemId, String sku, UUID supplierId, long unitCostMinor, int leadDays) {}

    /**
     * Places an order with the one supplier of all its items. The same request id again gives the same order.
     *
     * @param expectedOn null for today and the longest lead time
     */
    @Transactional
    public PurchaseOrderView place(
            MerchantId merchant,
            @Nullable UUID warehouse,
            @Nullable LocalDate expectedOn,
            List<Wanted> wanted,
            UUID request) {
        var terms = terms(merchant, wanted);
        var now = clock.instant();
        var id = Ids.next();
        int lead = terms.values().stream().mapToInt(Terms::leadDays).max().orElse(0);
        var expected =
                expectedOn == null ? LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(lead) : expectedOn;
        int fresh = jdbc.sql(INSERT)
                .param("id", id)
                .param("merchant", merchant.value())
                .param("supplier", terms.values().iterator().next().supplierId())
                .param("warehouse", warehouse, Types.OTHER)
                .param("now", Sql.timestamp(now))
                .param("by", Context.current().actor().name())
                .param("expected", expected)
                .param("request", request)
                .update();
        if (fresh == 0) return one(known(merchant, request));
        var lines = wanted.stream().map(w -> required(terms, w.sku())).toList();
        jdbc.sql(INSERT_LINES)
                .param("id", id)
                .param("merchant", merchant.value())
                .param(
                        "lines",
                        Sql.ints(IntStream.rangeClosed(1, wanted.size()).boxed().toList()))
                .param("items", Sql.uuids(lines.stream().map(Terms::itemId).toList()))
                .param(
                        "quantities",
                        Sql.ints(wanted.stream().map(Wanted::quantity).toList()))
                .param(
                        "costs",
                        Sql.longs(lines.stream().map(Terms::unitCostMinor).toList()))
                .update();
        fact(merchant, id, "purchase_order.placed", now);
        return one(id);
    }

    private UUID known(MerchantId merchant, UUID request) {
        return jdbc.sql(BY_REQUEST)
                .param("merchant", merchant.value())
                .param("request", request)
                .query(UUID.class)
                .single();
    }

    private static Terms required(Map<String, Terms> terms, String sku) {
        return java.util.Objects.requireNonNull(terms.get(sku));
    }

    private Map<String, Terms> terms(MerchantId merchant, List<Wanted> wanted) {
        var terms = new LinkedHashMap<String, Terms>();
        jdbc.sql(TERMS)
                .param("merchant", merchant.value())
                .param("skus", Sql.texts(wanted.stream().map(Wanted::sku).toList()))
                .query(Terms.class)
                .list()
                .forEach(term -> terms.put(term.sku(), term));
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < wanted.size(); i++)
            if (!terms.containsKey(wanted.get(i).sku()))
                problems.add(Problem.of(
                        "no-supplier",
                        "lines[" + i + "].sku",
                        wanted.get(i).sku(),
                        "No supplier is known for this item; say on the screen Suppliers where it is bought."));
        if (problems.isEmpty()
                && terms.values().stream().map(Terms::supplierId).distinct().count() > 1)
            problems.add(Problem.of(
                    "several-suppliers",
                    "lines",
                    null,
                    "These items have different suppliers; make an order for each."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return terms;
    }

    /** Notes what came in of an order; when all has, the order is done. The stock itself is received where goods are received. */
    @Transactional
    public PurchaseOrderView receive(UUID id, List<Came> came) {
        var merchant = jdbc.sql(LOCK)
                .param("id", id)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("open purchase order", id));
        int noted = jdbc.sql(RECEIVE)
                .param("id", id)
                .param("lines", Sql.ints(came.stream().map(Came::line).toList()))
                .param("quantities", Sql.ints(came.stream().map(Came::quantity).toList()))
                .update();
        if (noted != came.size())
            throw Refusal.invalid(
                    "not-receivable",
                    "lines",
                    null,
                    "Name each line once, and no more than twice what was ordered of it.");
        jdbc.sql(CLOSE).param("id", id).update();
        fact(new MerchantId(merchant), id, "purchase_order.received", clock.instant());
        return one(id);
    }

    /** What has not come in so far will not. */
    @Transactional
    public void cancel(UUID id) {
        var merchant = jdbc.sql(CANCEL)
                .param("id", id)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("open purchase order", id));
        fact(new MerchantId(merchant), id, "purchase_order.cancelled", clock.instant());
    }

    private void fact(MerchantId merchant, UUID id, String type, Instant at) {
        facts.record(Fact.of(merchant, id, "purchase_order", id, type, at));
    }

    @Transactional(readOnly = true)
    public PurchaseOrderView one(UUID id) {
        return select(null, id, null, Long.MAX_VALUE, 1).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("purchase order", id));
    }

    /** The latest first, below a number. */
    @Transactional(readOnly = true)
    public List<PurchaseOrderView> list(@Nullable MerchantId merchant, @Nullable String state, long before, int limit) {
        return select(merchant, null, state, before, limit);
    }

    private record Row(
            UUID id,
            UUID merchantId,
            long number,
            String supplier,
            @Nullable String warehouse,
            String state,
            Instant placedAt,
            String placedBy,
            LocalDate expectedOn,
            String currency,
            long minimumOrderMinor,
            int lineNo,
            UUID itemId,
            String sku,
            String name,
            int quantity,
            int received,
            long unitCostMinor) {}

    private List<PurchaseOrderView> select(
            @Nullable MerchantId merchant, @Nullable UUID id, @Nullable String state, long before, int limit) {
        var rows = jdbc.sql(SELECT)
                .param("merchant", merchant == null ? null : merchant.value(), Types.OTHER)
                .param("id", id, Types.OTHER)
                .param("state", state, Types.VARCHAR)
                .param("before", before)
                .param("limit", limit)
                .query(Row.class)
                .list();
        var orders = new LinkedHashMap<UUID, List<Row>>();
        rows.forEach(row ->
                orders.computeIfAbsent(row.id(), key -> new ArrayList<>()).add(row));
        return orders.values().stream().map(PurchaseOrders::view).toList();
    }

    private static PurchaseOrderView view(List<Row> rows) {
        var first = rows.getFirst();
        var lines = rows.stream()
                .map(row -> new PurchaseOrderView.Line(
                        row.lineNo(),
                        row.itemId(),
                        row.sku(),
                        row.name(),
                        row.quantity(),
                        row.received(),
                        row.unitCostMinor()))
                .toList();
        long total = lines.stream()
                .mapToLong(line -> line.unitCostMinor() * line.quantity())
                .sum();
        return new PurchaseOrderView(
                first.id(),
                first.merchantId(),
                first.number(),
                first.supplier(),
                first.warehouse(),
                first.state(),
                first.placedAt(),
                first.placedBy(),
                first.expectedOn(),
                first.currency(),
                total < first.minimumOrderMinor(),
                lines);
    }
}

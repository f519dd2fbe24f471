package wharf.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import wharf.payment.Payments;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Pipeline;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** The rows of new orders, one multi-row insert a table. */
@Component
class OrderRows {
    static final String ACCEPT = "ACCEPT";
    static final String REVISE = "REVISE";
    private static final String INSERT_ORDERS = """
            insert into orders (id, merchant_id, channel, external_id, revision, content_hash, state, placed_at, received_at, currency,
                                subtotal_minor, discount_minor, shipping_minor, tax_minor, total_minor, priority, service, shortage, ship_to,
                                ship_to_name, email, locale, note)
            select o.id, o.merchant, o.channel, o.external, o.revision, decode(o.hash, 'hex'), 'RECEIVED', o.placed, :received, o.currency, o.subtotal, o.discount,
                   o.shipping, o.tax, o.total, o.priority, o.service, o.shortage, o.ship_to, o.name, o.email, o.locale, o.note
            from unnest(:ids, :merchants, :channels, :externals, :revisions, :hashes, :placed, :currencies, :subtotals, :discounts, :shippings,
                        :taxes, :totals, :priorities, :services, :shortages, :shipTo, :names, :emails, :locales, :notes)
              as o (id, merchant, channel, external, revision, hash, placed, currency, subtotal, discount, shipping, tax, total, priority,
                    service, shortage, ship_to, name, email, locale, note)
            on conflict (merchant_id, channel, external_id) do nothing
            returning id, number
            """;
    private static final String INSERT_LINES = """
            insert into order_line (order_id, line_no, merchant_id, item_id, sku, title, quantity, unit_price_minor, discount_minor, tax_minor,
                                    properties)
            select *
            from unnest(:orders, :numbers, :merchants, :items, :skus, :titles, :quantities, :prices, :discounts, :taxes, :properties)
            """;
    private static final String INSERT_INSTRUCTIONS = """
            insert into instruction (id, order_id, line_no, merchant_id, type, stage, text, source)
            select *
            from unnest(:ids, :orders, :lines, :merchants, :types, :stages, :texts, :sources)
            """;
    private static final String FIND = """
            select id, merchant_id, channel, external_id, number, revision, content_hash
            from orders
            where (merchant_id, channel, external_id) in (select * from unnest(:merchants, :channels, :externals))
            """;
    private static final String KEEP_REVISION = """
            insert into order_revision (order_id, merchant_id, revision, content, content_hash, received_at)
            values (:order, :merchant, :revision, cast(:content as jsonb), :hash, :received)
            on conflict (order_id, revision) do nothing
            """;
    private static final String KEPT_AS_OTHER = """
            select count(*)
            from order_revision
            where order_id = :order
            and revision = :revision
            and content_hash <> :hash
            """;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final Payments payments;
    private final Facts facts;
    private final Work work;
    private final JsonMapper json;
    private final BusinessClock clock;

    OrderRows(
            JdbcClient jdbc,
            Pipeline pipeline,
            Payments payments,
            Facts facts,
            Work work,
            JsonMapper json,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.payments = payments;
        this.facts = facts;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    /** An order that is there already. */
    record Known(OrderId id, long number, int revision, byte[] contentHash) {}

    /** A later revision of a known order. */
    record Revision(OrderId order, Draft draft) {}

    /** Inserts those whose key is new; returns their numbers. */
    Map<OrderId, Long> insertOrders(List<Draft> drafts) {
        if (drafts.isEmpty()) return Map.of();
        var numbers = new HashMap<OrderId, Long>();
        jdbc.sql(INSERT_ORDERS)
                .param("received", Sql.timestamp(clock.instant()))
                .param("ids", Sql.ids(drafts, Draft::id))
                .param("merchants", Sql.ids(drafts, Draft::merchant))
                .param("channels", Sql.texts(drafts, Draft::channel))
                .param("externals", Sql.texts(drafts, Draft::externalId))
                .param("revisions", Sql.ints(drafts, Draft::revision))
                .param("hashes", Sql.texts(drafts, draft -> HexFormat.of().formatHex(draft.contentHash())))
                .param("placed", Sql.instants(drafts, Draft::placedAt))
                .param("currencies", Sql.texts(drafts, Draft::currency))
                .param("subtotals", Sql.longs(drafts, d -> d.totals().subtotal()))
                .param("discounts", Sql.longs(drafts, d -> d.totals().discount()))
                .param("shippings", Sql.longs(drafts, d -> d.totals().shipping()))
                .param("taxes", Sql.longs(drafts, d -> d.totals().tax()))
                .param("totals", Sql.longs(drafts, d -> d.totals().total()))
                .param("priorities", Sql.ints(drafts, Draft::priority))
                .param("services", Sql.texts(drafts, Draft::service))
                .param("shortages", Sql.texts(drafts, d -> d.shortage().name()))
                .param(
                        "shipTo",
                        new SqlArrayValue(
                                "jsonb", drafts.stream().map(Draft::shipToJson).toArray()))
                .param("names", Sql.texts(drafts, Draft::shipToName))
                .param("emails", Sql.texts(drafts, Draft::email))
                .param("locales", Sql.texts(drafts, Draft::locale))
                .param("notes", Sql.texts(drafts, Draft::note))
                .query((row, n) -> numbers.put(new OrderId(row.getObject("id", UUID.class)), row.getLong("number")))
                .list();
        return numbers;
    }

    /** Inserts all else an order consists of, but its reservations. */
    void insertRest(List<Draft> drafts) {
        if (drafts.isEmpty()) return;
        insertLines(drafts);
        insertInstructions(drafts);
        payments.register(
                drafts.stream().flatMap(draft -> draft.tenders().stream()).toList());
        facts.record(drafts.stream().map(OrderRows::received).toList());
        work.add(
                ACCEPT,
                drafts.stream()
                        .map(draft -> new Work.Subject(draft.id().value(), draft.merchant()))
                        .toList());
    }

    static Fact received(Draft draft) {
        return Fact.of(
                        draft.merchant(),
                        draft.id().value(),
                        "order",
                        draft.id().value(),
                        "order.received",
                        draft.placedAt())
                .by(draft.actor())
                .with(Map.of(
                        "channel", draft.channel(),
                        "externalId", draft.externalId(),
                        "units",
                                draft.lines().stream()
                                        .mapToLong(Draft.Line::quantity)
                                        .sum(),
                        "totalMinor", draft.totals().total(),
                        "currency", draft.currency()));
    }

    private record OrderLine(Draft draft, Draft.Line line) {}

    void insertLines(List<Draft> drafts) {
        var lines = drafts.stream()
                .flatMap(draft -> draft.lines().stream().map(line -> new OrderLine(draft, line)))
                .toList();
        pipeline.sql(INSERT_LINES)
                .param("orders", Sql.ids(lines, l -> l.draft().id()))
                .param("numbers", Sql.ints(lines, l -> l.line().number()))
                .param("merchants", Sql.ids(lines, l -> l.draft().merchant()))
                .param("items", Sql.ids(lines, l -> l.line().item().id()))
                .param("skus", Sql.texts(lines, l -> l.line().item().sku()))
                .param("titles", Sql.texts(lines, l -> l.line().title()))
                .param("quantities", Sql.ints(lines, l -> l.line().quantity()))
                .param("prices", Sql.longs(lines, l -> l.line().unitPrice()))
                .param("discounts", Sql.longs(lines, l -> l.line().discount()))
                .param("taxes", Sql.longs(lines, l -> l.line().tax()))
                .param(
                        "properties",
                        new SqlArrayValue(
                                "jsonb",
                                lines.stream()
                                        .map(l -> l.line().propertiesJson())
                                        .toArray()))
                .send();
    }

    private record OrderInstruction(Draft draft, Draft.Instruction instruction) {}

    void insertInstructions(List<Draft> drafts) {
        var all = new ArrayList<OrderInstruction>();
        drafts.forEach(draft ->
                draft.instructions().forEach(instruction -> all.add(new OrderInstruction(draft, instruction))));
        if (all.isEmpty()) return;
        pipeline.sql(INSERT_INSTRUCTIONS)
                .param("ids", Sql.uuids(all, i -> Ids.next()))
                .param("orders", Sql.ids(all, i -> i.draft().id()))
                .param("lines", Sql.ints(all, i -> i.instruction().line()))
                .param("merchants", Sql.ids(all, i -> i.draft().merchant()))
                .param("types", Sql.texts(all, i -> i.instruction().type()))
                .param("stages", Sql.texts(all, i -> i.instruction().stage()))
                .param("texts", Sql.texts(all, i -> i.instruction().text()))
                .param("sources", Sql.texts(all, i -> i.instruction().source()))
                .send();
    }

    Map<Draft.Key, Known> find(Collection<Draft.Key> keys) {
        return jdbc
                .sql(FIND)
                .param("merchants", Sql.ids(keys, Draft.Key::merchant))
                .param("channels", Sql.texts(keys, Draft.Key::channel))
                .param("externals", Sql.texts(keys, Draft.Key::externalId))
                .query((row, n) -> Map.entry(
                        new Draft.Key(
                                new MerchantId(row.getObject("merchant_id", UUID.class)),
                                row.getString("channel"),
                                row.getString("external_id")),
                        new Known(
                                new OrderId(row.getObject("id", UUID.class)),
                                row.getLong("number"),
                                row.getInt("revision"),
                                row.getBytes("content_hash"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    }

    /** Keeps later revisions to be applied by the coordinator; returns those whose number is that of another content kept before. */
    List<Revision> keepRevisions(List<Revision> revisions) {
        var reused = new ArrayList<Revision>();
        for (var revision : revisions) if (!keep(revision)) reused.add(revision);
        work.add(
                REVISE,
                revisions.stream()
                        .filter(revision -> !reused.contains(revision))
                        .map(r -> new Work.Subject(r.order().value(), r.draft().merchant()))
                        .toList());
        return reused;
    }

    private boolean keep(Revision revision) {
        int kept = jdbc.sql(KEEP_REVISION)
                .param("order", revision.order().value())
                .param("merchant", revision.draft().merchant().value())
                .param("revision", revision.draft().revision())
                .param("content", json.writeValueAsString(revision.draft().source()))
                .param("hash", revision.draft().contentHash())
                .param("received", Sql.timestamp(clock.instant()))
                .update();
        if (kept > 0) return true;
        return jdbc.sql(KEPT_AS_OTHER)
                        .param("order", revision.order().value())
                        .param("revision", revision.draft().revision())
                        .param("hash", revision.draft().contentHash())
                        .query(Long.class)
                        .single()
                == 0;
    }
}

package wharf.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/** Says what a later revision, or a person, changes in an order, and writes it. Stock, floor and money are the coordinator's. */
@Service
public class OrderAmendments {
    private static final int MOST_LINE_NUMBERS = 10_000;
    private static final String INSERT_LINES = """
            insert into order_line (order_id, line_no, merchant_id, item_id, sku, title, quantity, unit_price_minor, discount_minor, tax_minor,
                                    properties)
            select :order, l.number, :merchant, l.item, l.sku, l.title, l.quantity, l.price, l.discount, l.tax, l.properties
            from unnest(:numbers, :items, :skus, :titles, :quantities, :prices, :discounts, :taxes, :properties)
              as l (number, item, sku, title, quantity, price, discount, tax, properties)
            """;
    private static final String UPDATE_LINES = """
            update order_line o
            set quantity = l.quantity, removed = l.removed, title = l.title, unit_price_minor = l.price, discount_minor = l.discount,
                tax_minor = l.tax, properties = coalesce(l.properties, case when l.quantity = 0 then o.properties end)
            from unnest(:numbers, :quantities, :removed, :titles, :prices, :discounts, :taxes, :properties)
              as l (number, quantity, removed, title, price, discount, tax, properties)
            where o.order_id = :order
            and o.line_no = l.number
            """;
    private static final String UPDATE_ORDER = """
            update orders
            set revision = :revision, content_hash = coalesce(decode(:hash, 'hex'), content_hash), subtotal_minor = :subtotal,
                discount_minor = :discount, shipping_minor = :shipping, tax_minor = :tax, total_minor = :total, priority = :priority,
                service = :service, email = :email, locale = :locale, note = :note, version = version + 1
            where id = :order
            """;
    private static final String PROPERTIES =
            "select line_no, properties::text as properties from order_line where order_id = :order and properties is not null";
    private static final String INSERT_INSTRUCTIONS = """
            insert into instruction (id, order_id, line_no, merchant_id, type, stage, text, source)
            select i.id, :order, i.line, :merchant, i.type, i.stage, i.text, i.source
            from unnest(:ids, :lines, :types, :stages, :texts, :sources) as i (id, line, type, stage, text, source)
            """;
    private static final List<String> SENT_WITH_THE_ORDER = List.of("CHANNEL", "LINE", "ITEM");
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final Drafting drafting;
    private final Instructions instructions;
    private final OrderRevisions revisions;
    private final Orders orders;
    private final JsonMapper json;

    OrderAmendments(
            JdbcClient jdbc,
            Merchants merchants,
            Drafting drafting,
            Instructions instructions,
            OrderRevisions revisions,
            Orders orders,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.drafting = drafting;
        this.instructions = instructions;
        this.revisions = revisions;
        this.orders = orders;
        this.json = json;
    }

    /** What could be done, or why nothing can. */
    public sealed interface Plan {
        record Possible(Amendment amendment) implements Plan {}

        record Impossible(List<Problem> problems) implements Plan {}
    }

    /** What a kept revision changes in the order as it stands; the caller holds the order's lock. */
    @Transactional(readOnly = true)
    public Plan ofRevision(OrderView order, int revision) {
        var kept = revisions.content(order.id(), revision);
        return plan(order, kept.content(), kept.hash(), true);
    }

    /** What a person changes, given as the whole order as it is to be; its revision stays. */
    @Transactional(readOnly = true)
    public Plan ofPerson(OrderView order, NewOrder edited) {
        return plan(order, edited, null, false);
    }

    private Plan plan(OrderView order, NewOrder content, @Nullable String hash, boolean isRevision) {
        return switch (drafting.draft(merchants.find(order.merchant()).orElseThrow(), content)) {
            case Drafting.Drafted.Wrong wrong -> new Plan.Impossible(wrong.problems());
            case Drafting.Drafted.Ready ready -> {
                var draft = ready.draft();
                if (!draft.currency().equals(order.currency()))
                    yield new Plan.Impossible(List.of(Problem.of(
                            "currency-fixed",
                            "currency",
                            draft.currency(),
                            "This order is in " + order.currency()
                                    + "; an order in another currency is another order.")));
                var digest = hash == null && isRevision ? HexFormat.of().formatHex(draft.contentHash()) : hash;
                var amendment = Difference.between(order, draft, digest);
                yield isTooLong(amendment) ? tooLong() : new Plan.Possible(amendment);
            }
        };
    }

    private static boolean isTooLong(Amendment amendment) {
        return amendment.lines().stream().anyMatch(line -> line.number() > MOST_LINE_NUMBERS);
    }

    private static Plan tooLong() {
        return new Plan.Impossible(List.of(Problem.of(
                "too-many",
                "lines",
                MOST_LINE_NUMBERS,
                "This order has been changed so often that it has no line numbers left; make another order.")));
    }

    /** Whether units that are missing may wait for stock. */
    @Transactional(readOnly = true)
    public boolean mayBackorder(OrderId order) {
        return shortage(order) == NewOrder.Shortage.BACKORDER;
    }

    private NewOrder.Shortage shortage(OrderId order) {
        return NewOrder.Shortage.valueOf(jdbc.sql("select shortage from orders where id = :order")
                .param("order", order.value())
                .query(String.class)
                .single());
    }

    /** The order as a channel would send it that wanted it as it stands; without tenders. */
    @Transactional(readOnly = true)
    public NewOrder asSent(OrderView order) {
        var properties = properties(order.id());
        var live = order.lines().stream().filter(line -> line.quantity() > 0).toList();
        var numbers = new HashMap<Integer, Integer>();
        var lines = new ArrayList<NewOrder.Line>();
        for (var line : live) {
            numbers.put(line.number(), lines.size() + 1);
            lines.add(new NewOrder.Line(
                    line.sku(),
                    line.quantity(),
                    line.unitPriceMinor(),
                    line.discountMinor(),
                    line.taxMinor(),
                    line.title(),
                    line.units().stream().anyMatch(units -> units.elsewhere() > 0),
                    properties.get(line.number())));
        }
        return NewOrder.of(order.merchant().toString(), order.channel(), order.externalId())
                .revision(order.revision())
                .placedAt(order.placedAt())
                .currency(order.currency())
                .lines(lines)
                .shipTo(order.shipTo().country().isEmpty() ? null : order.shipTo())
                .email(order.email())
                .locale(order.locale())
                .discountMinor(order.discountMinor()
                        - live.stream().mapToLong(OrderView.Line::discountMinor).sum())
                .shippingMinor(order.shippingMinor())
                .taxMinor(order.taxMinor()
                        - live.stream().mapToLong(OrderView.Line::taxMinor).sum())
                .shortage(shortage(order.id()))
                .service(order.service())
                .priority(order.priority())
                .note(order.note())
                .instructions(sentInstructions(order, numbers))
                .build();
    }

    private Map<Integer, Map<String, String>> properties(OrderId order) {
        var properties = new HashMap<Integer, Map<String, String>>();
        jdbc.sql(PROPERTIES)
                .param("order", order.value())
                .query((row, n) ->
                        properties.put(row.getInt("line_no"), json.readValue(row.getString("properties"), TEXTS)))
                .list();
        return properties;
    }

    private List<NewOrder.Instruction> sentInstructions(OrderView order, Map<Integer, Integer> numbers) {
        return instructions.of(List.of(order.id())).stream()
                .filter(i -> i.source().equals("CHANNEL") && !i.text().equals(order.note())
                        || i.source().equals("LINE") && numbers.containsKey(i.lineNo()))
                .map(i -> new NewOrder.Instruction(
                        i.type(), i.stage(), i.text(), i.lineNo() == null ? null : numbers.get(i.lineNo())))
                .toList();
    }

    /** Writes the lines that come to the order: before their reservations, which refer to them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void addLines(OrderView order, Amendment amendment) {
        var lines = amendment.lines().stream().filter(Amendment.Line::isNew).toList();
        if (lines.isEmpty()) return;
        bind(jdbc.sql(INSERT_LINES), lines)
                .param("order", order.id().value())
                .param("merchant", order.merchant().value())
                .param("items", Sql.ids(lines.stream().map(Amendment.Line::item).toList()))
                .param("skus", Sql.texts(lines.stream().map(Amendment.Line::sku).toList()))
                .update();
    }

    /** Writes all else that changes in the order itself; the caller holds its lock. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(OrderView order, Amendment amendment) {
        var lines = amendment.lines().stream().filter(line -> !line.isNew()).toList();
        if (!lines.isEmpty())
            bind(jdbc.sql(UPDATE_LINES), lines)
                    .param("order", order.id().value())
                    .param(
                            "removed",
                            Sql.ints(lines.stream().map(Amendment.Line::removed).toList()))
                    .update();
        writeOrder(order, amendment);
        if (amendment.readdressed()) orders.readdress(order.id(), amendment.shipTo());
        writeInstructions(order, amendment);
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, List<Amendment.Line> lines) {
        return statement
                .param(
                        "numbers",
                        Sql.ints(lines.stream().map(Amendment.Line::number).toList()))
                .param(
                        "titles",
                        Sql.texts(lines.stream().map(Amendment.Line::title).toList()))
                .param(
                        "quantities",
                        Sql.ints(lines.stream().map(Amendment.Line::quantity).toList()))
                .param(
                        "prices",
                        Sql.longs(lines.stream()
                                .map(Amendment.Line::unitPriceMinor)
                                .toList()))
                .param(
                        "discounts",
                        Sql.longs(lines.stream()
                                .map(Amendment.Line::discountMinor)
                                .toList()))
                .param(
                        "taxes",
                        Sql.longs(lines.stream().map(Amendment.Line::taxMinor).toList()))
                .param(
                        "properties",
                        new SqlArrayValue(
                                "jsonb",
                                lines.stream().map(Amendment.Line::properties).toArray()));
    }

    private void writeOrder(OrderView order, Amendment amendment) {
        var totals = amendment.totals();
        jdbc.sql(UPDATE_ORDER)
                .param("order", order.id().value())
                .param("revision", amendment.revision())
                .param("hash", amendment.contentHash(), java.sql.Types.VARCHAR)
                .param("subtotal", totals.subtotalMinor())
                .param("discount", totals.discountMinor())
                .param("shipping", totals.shippingMinor())
                .param("tax", totals.taxMinor())
                .param("total", totals.totalMinor())
                .param("priority", amendment.priority())
                .param("service", amendment.service(), java.sql.Types.VARCHAR)
                .param("email", amendment.email(), java.sql.Types.VARCHAR)
                .param("locale", amendment.locale())
                .param("note", amendment.note(), java.sql.Types.VARCHAR)
                .update();
    }

    /** What is wanted still stays, confirmations with it; the floor's and the merchant's own are not touched. */
    private void writeInstructions(OrderView order, Amendment amendment) {
        var missing = new ArrayList<>(amendment.instructions());
        var unwanted = new ArrayList<UUID>();
        for (var there : instructions.of(List.of(order.id()))) {
            if (!SENT_WITH_THE_ORDER.contains(there.source())) continue;
            boolean wanted = missing.remove(new Amendment.Instruction(
                    there.lineNo(), there.type(), there.stage(), there.text(), there.source()));
            if (!wanted) unwanted.add(there.id());
        }
        if (!unwanted.isEmpty())
            jdbc.sql("delete from instruction where id = any(:ids)")
                    .param("ids", Sql.uuids(unwanted))
                    .update();
        if (!missing.isEmpty()) insert(order, missing);
    }

    private void insert(OrderView order, List<Amendment.Instruction> missing) {
        jdbc.sql(INSERT_INSTRUCTIONS)
                .param("order", order.id().value())
                .param("merchant", order.merchant().value())
                .param("ids", Sql.uuids(missing.stream().map(i -> Ids.next()).toList()))
                .param(
                        "lines",
                        Sql.ints(missing.stream()
                                .map(Amendment.Instruction::line)
                                .toList()))
                .param(
                        "types",
                        Sql.texts(missing.stream()
                                .map(Amendment.Instruction::type)
                                .toList()))
                .param(
                        "stages",
                        Sql.texts(missing.stream()
                                .map(Amendment.Instruction::stage)
                                .toList()))
                .param(
                        "texts",
                        Sql.texts(missing.stream()
                                .map(Amendment.Instruction::text)
                                .toList()))
                .param(
                        "sources",
                        Sql.texts(missing.stream()
                                .map(Amendment.Instruction::source)
                                .toList()))
                .update();
    }
}

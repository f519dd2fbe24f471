package wharf.returns;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Fact;
import wharf.platform.JsonRows;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;

/** Returns that were over before Wharf: asked for, counted, judged and paid. Their units went into a stock of those days. */
@Service
public class PastReturns {
    private static final String RETURNS = """
            insert into rma (id, merchant_id, order_id, kind, state, warehouse_id, currency, terms, fee_minor, postage_minor, instant, request_id,
                             requested_at, authorised_at, received_at, graded_at, settled_at, imported)
            select id, merchant_id, order_id, 'REQUESTED', 'SETTLED', warehouse_id, currency, terms, 0, 0, false, id,
                   requested_at, requested_at, received_at, graded_at, settled_at, true
            from jsonb_populate_recordset(null::rma, cast(:rows as jsonb))
            returning id, number
            """;
    private static final String LINES = """
            insert into rma_line (rma_id, line_no, order_id, merchant_id, reason, our_fault, resolution, quantity, settled)
            select rma_id, line_no, order_id, merchant_id, reason, our_fault, 'REFUND', quantity, quantity
            from jsonb_populate_recordset(null::rma_line, cast(:rows as jsonb))
            """;
    private static final String COMPONENTS = """
            insert into rma_component (rma_id, line_no, item_id, merchant_id, per_unit)
            select l.rma_id, l.line_no, r.item_id, r.merchant_id, r.per_unit
            from jsonb_populate_recordset(null::rma_line, cast(:rows as jsonb)) l
            join reservation r on r.order_id = l.order_id and r.line_no = l.line_no
            """;
    private static final String CLAIMS = """
            insert into rma_claim (order_id, line_no, merchant_id, shipped, claimed, valued)
            select l.order_id, l.line_no, l.merchant_id, o.quantity, sum(l.quantity), sum(l.quantity)
            from jsonb_populate_recordset(null::rma_line, cast(:rows as jsonb)) l
            join order_line o on o.order_id = l.order_id and o.line_no = l.line_no
            group by l.order_id, l.line_no, l.merchant_id, o.quantity
            """;
    private static final String COUNTS = """
            insert into rma_count (id, rma_id, line_no, merchant_id, warehouse_id, quantity, from_state, counted_at, counted_by)
            select id, rma_id, line_no, merchant_id, warehouse_id, quantity, 'IN_TRANSIT', counted_at, 'imported'
            from jsonb_populate_recordset(null::rma_count, cast(:rows as jsonb))
            """;
    private static final String GRADES = """
            insert into rma_grade (id, rma_id, line_no, merchant_id, warehouse_id, quantity, grade, disposition, graded_at, graded_by, settlement_id)
            select id, rma_id, line_no, merchant_id, warehouse_id, quantity, grade, disposition, graded_at, 'imported', settlement_id
            from jsonb_populate_recordset(null::rma_grade, cast(:rows as jsonb))
            """;
    private static final String SETTLEMENTS = """
            insert into rma_settlement (id, rma_id, order_id, merchant_id, number, currency, goods_minor, amount_minor, paying_minor,
                                        refunded_minor, state, drawn_at, done_at)
            select id, rma_id, order_id, merchant_id, 1, currency, goods_minor, amount_minor, amount_minor,
                   amount_minor, case when amount_minor = 0 then 'NOTHING' else 'REFUNDED' end, drawn_at, done_at
            from jsonb_populate_recordset(null::rma_settlement, cast(:rows as jsonb))
            """;

    private final JdbcClient jdbc;
    private final JsonRows json;
    private final JsonMapper mapper;
    private final ReturnPolicies policies;

    PastReturns(JdbcClient jdbc, JsonRows json, JsonMapper mapper, ReturnPolicies policies) {
        this.jdbc = jdbc;
        this.json = json;
        this.mapper = mapper;
        this.policies = policies;
    }

    /** Units of an order line that came back. */
    public record Line(int line, int quantity, String reason) {}

    /**
     * One of them.
     *
     * @param settlement names its refund: the payment's cause is {@code return:} and this
     * @param goodsMinor what was paid for the units, at least the refund
     */
    public record Past(
            ReturnId id,
            UUID settlement,
            MerchantId merchant,
            OrderId order,
            WarehouseId site,
            String currency,
            List<Line> lines,
            Grade grade,
            Instant requestedAt,
            Instant handedInAt,
            Instant arrivedAt,
            Instant gradedAt,
            Instant refundedAt,
            long goodsMinor,
            long refundMinor) {
        public String cause() {
            return "return:" + settlement;
        }

        int units() {
            return lines.stream().mapToInt(Line::quantity).sum();
        }

        String told() {
            return lines.stream()
                    .map(line -> line.line() + "×" + line.quantity())
                    .distinct()
                    .collect(Collectors.joining(" "));
        }
    }

    private record ReturnRow(
            UUID id,
            UUID merchantId,
            UUID orderId,
            UUID warehouseId,
            String currency,
            JsonNode terms,
            Instant requestedAt,
            Instant receivedAt,
            Instant gradedAt,
            Instant settledAt) {}

    private record LineRow(
            UUID rmaId, int lineNo, UUID orderId, UUID merchantId, String reason, boolean ourFault, int quantity) {}

    private record UnitsRow(
            UUID id,
            UUID rmaId,
            int lineNo,
            UUID merchantId,
            UUID warehouseId,
            int quantity,
            Instant countedAt,
            Instant gradedAt,
            Grade grade,
            Disposition disposition,
            UUID settlementId) {}

    private record SettlementRow(
            UUID id,
            UUID rmaId,
            UUID orderId,
            UUID merchantId,
            String currency,
            long goodsMinor,
            long amountMinor,
            Instant drawnAt,
            Instant doneAt) {}

    /** Writes them after their orders, and returns what is to be told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> write(Collection<Past> all) {
        if (all.isEmpty()) return List.of();
        var terms = new HashMap<MerchantId, ReturnPolicy>();
        for (var past : all) terms.computeIfAbsent(past.merchant(), policies::of);
        var numbers = returns(all, terms);
        var lines = all.stream()
                .flatMap(past -> lines(past, Objects.requireNonNull(terms.get(past.merchant()))))
                .toList();
        rows(LINES, lines);
        rows(COMPONENTS, lines);
        rows(CLAIMS, lines);
        var units = all.stream()
                .flatMap(past -> units(past, Objects.requireNonNull(terms.get(past.merchant()))))
                .toList();
        rows(COUNTS, units);
        rows(GRADES, units);
        rows(SETTLEMENTS, all.stream().map(PastReturns::settlement).toList());
        var facts = new ArrayList<Fact>();
        for (var past : all)
            tell(
                    past,
                    Objects.requireNonNull(terms.get(past.merchant())),
                    Objects.requireNonNull(numbers.get(past.id().value())),
                    facts);
        return facts;
    }

    private void rows(String sql, Collection<? extends Record> rows) {
        jdbc.sql(sql).param("rows", json.of(rows)).update();
    }

    private Map<UUID, Long> returns(Collection<Past> all, Map<MerchantId, ReturnPolicy> terms) {
        var written = new HashMap<MerchantId, JsonNode>();
        terms.forEach((merchant, policy) -> written.put(merchant, mapper.readTree(policies.write(policy))));
        var rows = all.stream()
                .map(past -> new ReturnRow(
                        past.id().value(),
                        past.merchant().value(),
                        past.order().value(),
                        past.site().value(),
                        past.currency(),
                        Objects.requireNonNull(written.get(past.merchant())),
                        past.requestedAt(),
                        past.arrivedAt(),
                        past.gradedAt(),
                        past.refundedAt()))
                .toList();
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql(RETURNS).param("rows", json.of(rows)).query(row -> {
            numbers.put(row.getObject("id", UUID.class), row.getLong("number"));
        });
        return numbers;
    }

    private static java.util.stream.Stream<LineRow> lines(Past past, ReturnPolicy terms) {
        return past.lines().stream()
                .map(line -> new LineRow(
                        past.id().value(),
                        line.line(),
                        past.order().value(),
                        past.merchant().value(),
                        line.reason(),
                        Returnables.isOurs(terms, line.reason()),
                        line.quantity()));
    }

    private static java.util.stream.Stream<UnitsRow> units(Past past, ReturnPolicy terms) {
        return past.lines().stream()
                .map(line -> new UnitsRow(
                        Ids.next(),
                        past.id().value(),
                        line.line(),
                        past.merchant().value(),
                        past.site().value(),
                        line.quantity(),
                        past.arrivedAt(),
                        past.gradedAt(),
                        past.grade(),
                        terms.disposition(past.grade()),
                        past.settlement()));
    }

    private static SettlementRow settlement(Past past) {
        return new SettlementRow(
                past.settlement(),
                past.id().value(),
                past.order().value(),
                past.merchant().value(),
                past.currency(),
                past.goodsMinor(),
                past.refundMinor(),
                past.gradedAt(),
                past.refundedAt());
    }

    private static void tell(Past past, ReturnPolicy terms, long number, List<Fact> facts) {
        var ref = new ReturnMoves.Ref(past.id(), past.merchant(), past.order(), number);
        var data = Map.of("number", "RMA-" + number, "units", past.units(), "lines", past.told());
        var asked = new LinkedHashMap<String, Object>();
        asked.put("number", "RMA-" + number);
        asked.put("units", past.units());
        asked.put("kind", ReturnView.Kind.REQUESTED.name());
        asked.put("reasons", ReturnReason.told(past.lines().stream(), Line::reason, Line::quantity));
        facts.add(ref.fact("return.requested", past.requestedAt()).with(asked));
        facts.add(ref.fact("return.authorised", past.requestedAt()).with(data));
        facts.add(ref.fact("return.in_transit", past.handedInAt()).with(data));
        facts.add(ref.fact("return.received", past.arrivedAt()).with(data));
        facts.add(ref.fact("return.graded", past.gradedAt())
                .because("Grade " + past.grade() + ": "
                        + wharf.platform.Shown.words(
                                terms.disposition(past.grade()).name()) + ".")
                .with(data));
        facts.add(ref.fact("return.settled", past.refundedAt()).with(data));
        if (past.refundMinor() > 0)
            facts.add(ref.fact("return.refunded", past.refundedAt())
                    .with(Map.of(
                            "number",
                            "RMA-" + number,
                            "amountMinor",
                            past.refundMinor(),
                            "currency",
                            past.currency())));
    }

    /** Reasons that a merchant's shoppers may give today, for telling what is wrong with another. */
    public List<String> reasons(@Nullable MerchantId merchant) {
        var policy = merchant == null ? ReturnPolicy.DEFAULT : policies.of(merchant);
        return policy.reasons().stream().map(ReturnReason::code).toList();
    }
}

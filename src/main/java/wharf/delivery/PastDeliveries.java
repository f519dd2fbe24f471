package wharf.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Fact;
import wharf.platform.JsonRows;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;

/** What went wrong on the way before Wharf: late parcels, and cases that are closed. Nobody is told of it again. */
@Service
public class PastDeliveries {
    private static final String LATE = """
            insert into delivery_trouble (parcel_id, kind, merchant_id, since, promised_by, expected_by, ended_at)
            select parcel_id, 'LATE', merchant_id, since, promised_by, expected_by, ended_at
            from jsonb_populate_recordset(null::delivery_trouble, cast(:rows as jsonb))
            """;
    private static final String CASES = """
            with c as (
              select * from jsonb_populate_recordset(null::delivery_case, cast(:rows as jsonb))
            ), again as (
              select distinct on (c.id) c.id, o.id as order_id
              from c
              join unnest(:ids, :reships) as r (id, external) on r.id = c.id
              join orders o on o.merchant_id = c.merchant_id and o.external_id = r.external
              order by c.id, o.id
            )
            insert into delivery_case (id, merchant_id, order_id, parcel_id, reason, text, opened_by, opened_at, state, decision, payer, amount_minor,
                                       currency, because, decided_at, decided_by, decisions, outcome, reship_order, closed_at)
            select c.id, c.merchant_id, c.order_id, c.parcel_id, c.reason, c.text, c.opened_by, c.opened_at, 'CLOSED', c.decision, c.payer,
                   c.amount_minor, c.currency, c.because, c.decided_at, 'imported', 1, c.outcome, again.order_id, c.closed_at
            from c
            left join again on again.id = c.id
            returning id, number
            """;
    private static final String LINES = """
            insert into delivery_case_line (case_id, line_no, merchant_id, quantity)
            select case_id, line_no, merchant_id, quantity
            from jsonb_populate_recordset(null::delivery_case_line, cast(:rows as jsonb))
            """;

    private final JdbcClient jdbc;
    private final JsonRows json;

    PastDeliveries(JdbcClient jdbc, JsonRows json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A parcel that came after its day. */
    public record Late(
            ParcelId parcel,
            MerchantId merchant,
            OrderId order,
            LocalDate promisedBy,
            LocalDate arrivedOn,
            Instant since,
            Instant arrivedAt) {}

    /**
     * A case that is closed. Its words are those of the cases of today.
     *
     * @param reshipExternalId of the order that sent it again, of the same merchant
     */
    public record Past(
            UUID id,
            MerchantId merchant,
            OrderId order,
            ParcelId parcel,
            String reason,
            String text,
            String openedBy,
            Instant openedAt,
            String decision,
            String payer,
            @Nullable Money amount,
            String because,
            Instant decidedAt,
            Instant closedAt,
            String outcome,
            @Nullable String reshipExternalId,
            List<Line> lines) {}

    /** A line of the order and how many of it a case is about. */
    public record Line(int lineNo, int quantity) {}

    private record LateRow(
            UUID parcelId,
            UUID merchantId,
            Instant since,
            LocalDate promisedBy,
            LocalDate expectedBy,
            Instant endedAt) {}

    private record CaseRow(
            UUID id,
            UUID merchantId,
            UUID orderId,
            UUID parcelId,
            String reason,
            String text,
            String openedBy,
            Instant openedAt,
            String decision,
            String payer,
            @Nullable Long amountMinor,
            @Nullable String currency,
            String because,
            Instant decidedAt,
            String outcome,
            Instant closedAt) {}

    private record LineRow(UUID caseId, int lineNo, UUID merchantId, int quantity) {}

    /** Writes them after their parcels, and returns what is to be told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> write(Collection<Late> late, Collection<Past> cases) {
        var facts = new ArrayList<Fact>();
        var parcels = late.isEmpty() ? Map.<UUID, Long>of() : late(late);
        for (var one : late)
            facts.add(Fact.of(
                            one.merchant(),
                            one.order().value(),
                            "parcel",
                            one.parcel().value(),
                            "parcel.late",
                            one.since())
                    .with(Map.of(
                            "parcel",
                            Objects.requireNonNull(parcels.get(one.parcel().value())),
                            "promisedBy",
                            one.promisedBy().toString(),
                            "expectedBy",
                            one.arrivedOn().toString())));
        if (!cases.isEmpty()) tell(cases, cases(cases), facts);
        return facts;
    }

    private Map<UUID, Long> late(Collection<Late> late) {
        jdbc.sql(LATE)
                .param("rows", json.of(late.stream().map(PastDeliveries::row).toList()))
                .update();
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql("select id, number from parcel where id = any(:ids)")
                .param("ids", Sql.ids(late.stream().map(Late::parcel).toList()))
                .query(row -> {
                    numbers.put(row.getObject("id", UUID.class), row.getLong("number"));
                });
        return numbers;
    }

    private Map<UUID, Long> cases(Collection<Past> cases) {
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql(CASES)
                .param("rows", json.of(cases.stream().map(PastDeliveries::row).toList()))
                .param("ids", Sql.uuids(cases.stream().map(Past::id).toList()))
                .param(
                        "reships",
                        Sql.texts(cases.stream().map(Past::reshipExternalId).toList()))
                .query(row -> {
                    numbers.put(row.getObject("id", UUID.class), row.getLong("number"));
                });
        jdbc.sql(LINES)
                .param(
                        "rows",
                        json.of(cases.stream()
                                .flatMap(one -> one.lines().stream()
                                        .map(line -> new LineRow(
                                                one.id(),
                                                line.lineNo(),
                                                one.merchant().value(),
                                                line.quantity())))
                                .toList()))
                .update();
        return numbers;
    }

    private static LateRow row(Late late) {
        return new LateRow(
                late.parcel().value(),
                late.merchant().value(),
                late.since(),
                late.promisedBy(),
                late.arrivedOn(),
                late.arrivedAt());
    }

    private static CaseRow row(Past past) {
        var amount = past.amount();
        return new CaseRow(
                past.id(),
                past.merchant().value(),
                past.order().value(),
                past.parcel().value(),
                past.reason(),
                past.text(),
                past.openedBy(),
                past.openedAt(),
                past.decision(),
                past.payer(),
                amount == null ? null : amount.minor(),
                amount == null ? null : amount.currency(),
                past.because(),
                past.decidedAt(),
                past.outcome(),
                past.closedAt());
    }

    private static void tell(Collection<Past> cases, Map<UUID, Long> numbers, List<Fact> facts) {
        for (var one : cases) {
            long number = Objects.requireNonNull(numbers.get(one.id()));
            facts.add(fact(
                    one,
                    "case.opened",
                    one.openedAt(),
                    Map.of("case", number, "about", words(one.reason()), "units", units(one))));
            var decided = new LinkedHashMap<String, Object>();
            decided.put("case", number);
            decided.put("decision", words(one.decision()));
            decided.put("payer", words(one.payer()));
            if (one.amount() != null) {
                decided.put("amountMinor", one.amount().minor());
                decided.put("currency", one.amount().currency());
            }
            facts.add(fact(one, "case.decided", one.decidedAt(), decided).because(one.because()));
            facts.add(fact(one, "case.closed", one.closedAt(), Map.of("case", number))
                    .because(one.outcome()));
        }
    }

    private static int units(Past one) {
        return one.lines().stream().mapToInt(Line::quantity).sum();
    }

    private static Fact fact(Past one, String type, Instant at, Map<String, ?> data) {
        return Fact.of(one.merchant(), one.order().value(), "case", one.id(), type, at)
                .with(data);
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

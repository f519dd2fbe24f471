package wharf.delivery.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;

/** The tables {@code delivery_case} and {@code delivery_case_line}. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class CaseRows {
    private static final String OPEN = """
            insert into delivery_case (id, merchant_id, order_id, parcel_id, reason, text, opened_by, opened_at, state)
            values (:id, :merchant, :order, :parcel, :reason, :text, :by, :now, 'OPEN')
            on conflict (order_id, parcel_id, reason) where state <> 'CLOSED' do nothing
            """;
    private static final String LINES = """
            insert into delivery_case_line (case_id, line_no, merchant_id, quantity)
            select :id, l.line_no, :merchant, l.quantity
            from unnest(:lines, :quantities) as l (line_no, quantity)
            """;
    private static final String DECIDE = """
            update delivery_case
            set state = 'DECIDED', decision = :decision, payer = :payer, amount_minor = :amount, currency = :currency, because = :because,
                decided_at = :now, decided_by = :by, decisions = decisions + 1, problem = null
            where id = :id
            and state = 'OPEN'
            """;
    private static final String REOPEN = """
            update delivery_case
            set state = 'OPEN', problem = :problem
            where id = :id
            and state = 'DECIDED'
            """;
    private static final String CLOSE = """
            update delivery_case
            set state = 'CLOSED', outcome = :outcome, reship_order = :reship, closed_at = :now
            where id = :id
            and state = 'DECIDED'
            """;
    private static final String LIST = """
            select *
            from delivery_case
            where (cast(:state as text) is null or state = :state)
            and (cast(:from as uuid) is null or id %1$s :from)
            order by id %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");

    private final JdbcClient jdbc;

    CaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens it; empty if the same was said already and is not closed. */
    public Optional<UUID> open(MerchantId merchant, NewCase news, List<CaseView.Line> lines, Instant now) {
        var id = Ids.next();
        int opened = jdbc.sql(OPEN)
                .param("id", id)
                .param("merchant", merchant.value())
                .param("order", news.order().value())
                .param("parcel", news.parcel().value())
                .param("reason", news.reason().name())
                .param("text", news.text())
                .param("by", news.by().name())
                .param("now", Sql.timestamp(now))
                .update();
        if (opened == 0) return Optional.empty();
        jdbc.sql(LINES)
                .param("id", id)
                .param("merchant", merchant.value())
                .param(
                        "lines",
                        Sql.ints(lines.stream().map(CaseView.Line::lineNo).toList()))
                .param(
                        "quantities",
                        Sql.ints(lines.stream().map(CaseView.Line::quantity).toList()))
                .update();
        return Optional.of(id);
    }

    public boolean decide(UUID id, Decision decision, String by, Instant now) {
        var amount = decision.amount();
        return jdbc.sql(DECIDE)
                        .param("id", id)
                        .param("decision", decision.kind().name())
                        .param("payer", decision.payer().name())
                        .param("amount", amount == null ? null : amount.minor(), Types.BIGINT)
                        .param("currency", amount == null ? null : amount.currency())
                        .param("because", decision.because())
                        .param("now", Sql.timestamp(now))
                        .param("by", by)
                        .update()
                == 1;
    }

    public boolean reopen(UUID id, String problem) {
        return jdbc.sql(REOPEN).param("id", id).param("problem", problem).update() == 1;
    }

    public boolean close(UUID id, String outcome, @Nullable OrderId reship, Instant now) {
        return jdbc.sql(CLOSE)
                        .param("id", id)
                        .param("outcome", outcome)
                        .param("reship", reship == null ? null : reship.value(), Types.OTHER)
                        .param("now", Sql.timestamp(now))
                        .update()
                == 1;
    }

    public List<CaseView> find(Collection<UUID> ids) {
        return withLines(jdbc.sql("select * from delivery_case where id = any(:ids) order by id")
                .param("ids", Sql.uuids(ids))
                .query((row, n) -> view(row))
                .list());
    }

    public List<CaseView> of(OrderId order) {
        return withLines(jdbc.sql("select * from delivery_case where order_id = :order order by id")
                .param("order", order.value())
                .query((row, n) -> view(row))
                .list());
    }

    /** Newest first, in reading order of the turn. */
    public List<CaseView> list(@Nullable CaseState state, Turn turn, int limit) {
        var from = turn.from();
        return withLines(jdbc.sql(turn.back() ? BACK : ONWARD)
                .param("state", state == null ? null : state.name())
                .param("from", from == null ? null : from.uuid(0), Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> view(row))
                .list());
    }

    public long open() {
        return jdbc.sql("select count(*) from delivery_case where state = 'OPEN'")
                .query(Long.class)
                .single();
    }

    private List<CaseView> withLines(List<CaseView> cases) {
        if (cases.isEmpty()) return cases;
        record Line(UUID caseId, CaseView.Line line) {}
        Map<UUID, List<CaseView.Line>> lines = jdbc
                .sql(
                        "select case_id, line_no, quantity from delivery_case_line where case_id = any(:ids) order by case_id, line_no")
                .param("ids", Sql.uuids(cases.stream().map(CaseView::id).toList()))
                .query((row, n) -> new Line(
                        row.getObject("case_id", UUID.class),
                        new CaseView.Line(row.getInt("line_no"), row.getInt("quantity"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Line::caseId, Collectors.mapping(Line::line, Collectors.toList())));
        return cases.stream()
                .map(one -> new CaseView(
                        one.id(),
                        one.number(),
                        one.merchant(),
                        one.order(),
                        one.parcel(),
                        one.reason(),
                        one.text(),
                        one.openedBy(),
                        one.openedAt(),
                        one.state(),
                        one.decision(),
                        one.payer(),
                        one.amount(),
                        one.because(),
                        one.decidedAt(),
                        one.decidedBy(),
                        one.decisions(),
                        one.problem(),
                        one.outcome(),
                        one.reship(),
                        one.closedAt(),
                        lines.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static CaseView view(ResultSet row) throws SQLException {
        var decision = row.getString("decision");
        var payer = row.getString("payer");
        var currency = row.getString("currency");
        var reship = row.getObject("reship_order", UUID.class);
        return new CaseView(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                new OrderId(row.getObject("order_id", UUID.class)),
                new ParcelId(row.getObject("parcel_id", UUID.class)),
                CaseReason.valueOf(row.getString("reason")),
                row.getString("text"),
                CaseView.OpenedBy.valueOf(row.getString("opened_by")),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                CaseState.valueOf(row.getString("state")),
                decision == null ? null : Decision.Kind.valueOf(decision),
                payer == null ? null : Decision.Payer.valueOf(payer),
                currency == null ? null : Money.of(row.getLong("amount_minor"), currency),
                row.getString("because"),
                instant(row, "decided_at"),
                row.getString("decided_by"),
                row.getInt("decisions"),
                row.getString("problem"),
                row.getString("outcome"),
                reship == null ? null : new OrderId(reship),
                instant(row, "closed_at"),
                List.of());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

package wharf.returns;

import java.sql.Types;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.MerchantId;
import wharf.shared.ReturnId;

/** The returns in the caller's scope as a list, newest first. */
@Service
public class ReturnList {
    private static final String LIST = """
            select r.id, r.merchant_id, m.name as merchant, r.number, r.kind, r.state, r.order_id, o.number as order_number, o.external_id,
                   w.code as site, l.reasons, l.units, r.currency, coalesce(s.refunded, 0) as refunded_minor, coalesce(s.failed, 0) as failed,
                   r.requested_at, r.received_at, r.settled_at
            from rma r
            join merchant m on m.id = r.merchant_id
            join orders o on o.id = r.order_id
            join warehouse w on w.id = r.warehouse_id
            cross join lateral (
              select string_agg(distinct x.reason, ' ') as reasons, sum(x.quantity)::integer as units from rma_line x where x.rma_id = r.id
            ) l
            left join lateral (
              select sum(x.refunded_minor)::bigint as refunded, (count(*) filter (where x.state = 'FAILED'))::integer as failed
              from rma_settlement x
              where x.rma_id = r.id
            ) s on true
            where (:merchant::uuid is null or r.merchant_id = :merchant)
            and (:state::text is null or r.state = :state)
            and (:number::bigint is null or r.number = :number or o.number = :number)
            and (:reason::text is null or exists (select from rma_line x where x.rma_id = r.id and x.reason = :reason))
            and (not :decide or r.needs_decision and r.state in ('RECEIVED', 'GRADED') or r.state = 'REQUESTED' and r.kind = 'REQUESTED')
            and (not :failed or exists (select from rma_settlement x where x.rma_id = r.id and x.state = 'FAILED'))
            and (:at::timestamptz is null or (r.requested_at, r.id) %1$s (:at, :id))
            order by r.requested_at %2$s, r.id %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");

    private final JdbcClient jdbc;

    ReturnList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a list is narrowed to; null means any.
     *
     * @param number of the return, with or without {@code RMA-}, or of its order
     * @param decide only those that wait for a person's yes or no
     * @param failed only those with a refund that the provider has declined
     */
    public record Filter(
            @Nullable MerchantId merchant,
            @Nullable ReturnState state,
            @Nullable String reason,
            @Nullable String number,
            boolean failed,
            boolean decide) {
        private @Nullable Long numeric() {
            if (number == null || number.isBlank()) return null;
            var digits = number.strip().replaceFirst("(?i)^RMA-?", "").replaceFirst("^#", "");
            return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : Long.valueOf(-1);
        }
    }

    /** A page of the list, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<ReturnSummary> list(Filter filter, Turn turn, int limit) {
        var from = turn.from();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param(
                        "merchant",
                        filter.merchant() == null ? null : filter.merchant().value(),
                        Types.OTHER)
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("number", filter.numeric(), Types.BIGINT)
                .param(
                        "reason",
                        filter.reason() == null || filter.reason().isBlank()
                                ? null
                                : filter.reason().strip())
                .param("decide", filter.decide())
                .param("failed", filter.failed())
                .param("at", from == null ? null : Sql.timestamp(from.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query(ReturnSummary.class)
                .list();
    }

    /** What people call returns; those out of the caller's scope are absent. */
    @Transactional(readOnly = true)
    public Map<ReturnId, String> names(Collection<ReturnId> ids) {
        var names = new HashMap<ReturnId, String>();
        jdbc.sql("select id, number from rma where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query((row, n) ->
                        names.put(new ReturnId(row.getObject("id", UUID.class)), "RMA-" + row.getLong("number")))
                .list();
        return names;
    }

    /** How many wait for somebody to decide. */
    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql(
                        "select count(*) from rma where (needs_decision or state = 'REQUESTED')"
                                + " and (state = 'REQUESTED' and kind = 'REQUESTED' or needs_decision and state in ('RECEIVED', 'GRADED'))")
                .query(Long.class)
                .single();
    }

    /** How many refunds a provider has declined. */
    @Transactional(readOnly = true)
    public long failed() {
        return jdbc.sql("select count(*) from rma_settlement where state = 'FAILED'")
                .query(Long.class)
                .single();
    }
}

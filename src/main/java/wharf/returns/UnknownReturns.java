package wharf.returns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;

/** The photo queue: what came back and says of itself neither whose it is nor what for. Answered by {@link UnknownAnswers}. */
@Service
public class UnknownReturns {
    private static final String OPEN = """
            insert into unknown_return (id, merchant_id, warehouse_id, kind, rma_id, description, photo, state, found_at, found_by)
            values (:id, :merchant, :site, :kind, :rma, :description, :photo, 'WAITING', :now, :by)
            on conflict (id) do nothing
            """;
    private static final String SELECT = """
            select u.id, u.merchant_id, m.name as merchant, u.warehouse_id, w.code as site, u.number, u.kind, u.rma_id, u.description, u.photo,
                   u.state, u.answer, u.matched_rma, u.found_at, u.found_by, u.answered_at, u.answered_by
            from unknown_return u
            join warehouse w on w.id = u.warehouse_id
            left join merchant m on m.id = u.merchant_id
            """;
    private static final String LIST = """
            where (cast(:state as text) is null or u.state = :state)
            and (cast(:before as uuid) is null or u.id < :before)
            order by u.id desc
            limit :limit
            """;
    private static final String ANSWERED = """
            update unknown_return
            set state = :state, answer = :answer, matched_rma = :rma, answered_at = :now, answered_by = :by
            where id = :id
            and state = 'WAITING'
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    UnknownReturns(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How it came to be unknown. */
    public enum Kind {
        NO_LABEL,
        OVERCOUNT,
        NOT_OURS
    }

    /** What became of it. */
    public enum State {
        WAITING,
        MATCHED,
        RESTOCKED,
        DISPOSED
    }

    /**
     * Something that stands at the dock.
     *
     * @param id made by the caller: the same one is entered once
     * @param merchant null when nobody can tell whose it is; the operator answers then
     * @param rma the return it came with, if any
     */
    public record Found(
            UUID id,
            @Nullable MerchantId merchant,
            WarehouseId site,
            Kind kind,
            @Nullable ReturnId rma,
            String description,
            @Nullable UUID photo) {}

    /** It, as it stands in the queue. */
    public record Unknown(
            UUID id,
            @Nullable UUID merchantId,
            @Nullable String merchant,
            UUID warehouseId,
            String site,
            long number,
            Kind kind,
            @Nullable UUID rmaId,
            String description,
            @Nullable UUID photo,
            State state,
            @Nullable String answer,
            @Nullable UUID matchedRma,
            Instant foundAt,
            String foundBy,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy) {
        public boolean isWaiting() {
            return state == State.WAITING;
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void open(Found found) {
        jdbc.sql(OPEN)
                .param("id", found.id())
                .param(
                        "merchant",
                        found.merchant() == null ? null : found.merchant().value(),
                        java.sql.Types.OTHER)
                .param("site", found.site().value())
                .param("kind", found.kind().name())
                .param("rma", found.rma() == null ? null : found.rma().value(), java.sql.Types.OTHER)
                .param("description", found.description())
                .param("photo", found.photo(), java.sql.Types.OTHER)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
    }

    /** Newest first, below {@code before}. */
    @Transactional(readOnly = true)
    public List<Unknown> list(@Nullable State state, @Nullable UUID before, int limit) {
        return jdbc.sql(SELECT + LIST)
                .param("state", state == null ? null : state.name())
                .param("before", before, java.sql.Types.OTHER)
                .param("limit", limit)
                .query(Unknown.class)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Unknown> find(UUID id) {
        return jdbc.sql(SELECT + "where u.id = :id")
                .param("id", id)
                .query(Unknown.class)
                .optional();
    }

    @Transactional(readOnly = true)
    public Unknown get(UUID id) {
        return find(id).orElseThrow(() -> Refusal.notFound("unknown return", id));
    }

    @Transactional(readOnly = true)
    public long waiting() {
        return jdbc.sql("select count(*) from unknown_return where state = 'WAITING'")
                .query(Long.class)
                .single();
    }

    /** Refuses when somebody has answered already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answered(UUID id, State state, @Nullable String answer, @Nullable ReturnId rma) {
        int changed = jdbc.sql(ANSWERED)
                .param("id", id)
                .param("state", state.name())
                .param("answer", answer)
                .param("rma", rma == null ? null : rma.value(), java.sql.Types.OTHER)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
        if (changed == 0) throw Refusal.conflict("already-answered", "Somebody has answered this one already.");
    }
}

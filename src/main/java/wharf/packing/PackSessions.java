package wharf.packing;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Who packs what: rows any node can go on from. Leases run on the database's clock, which all nodes share. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackSessions {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final String SELECT = """
            select id, warehouse_id, code, tote_id, worker, worker_key, lease_until > now() as leased, carton_id, closed_at
            from pack_session s
            """;
    private static final String OPEN_AT = """
            where s.closed_at is null
            and (s.tote_id = :tote
              or exists (select 1 from pack_session_fulfilment f where f.session_id = s.id and f.open and f.fulfilment_id = any(:fulfilments)))
            order by s.opened_at
            limit 1
            for update of s
            """;
    private static final String INSERT = """
            insert into pack_session (id, warehouse_id, code, tote_id, worker, worker_key, lease_until, opened_at)
            values (:id, :site, :code, :tote, :worker, :workerKey, now() + make_interval(secs => :lease), :now)
            """;
    private static final String INSERT_FULFILMENTS = """
            insert into pack_session_fulfilment (session_id, fulfilment_id, merchant_id, order_id)
            select :id, f.fulfilment_id, f.merchant_id, f.order_id
            from unnest(:fulfilments, :merchants, :orders) as f (fulfilment_id, merchant_id, order_id)
            """;
    private static final String RENEW = """
            update pack_session
            set worker = :worker, worker_key = :workerKey, lease_until = now() + make_interval(secs => :lease)
            where id = :id
            """;
    private static final String FULFILMENTS = """
            select fulfilment_id, merchant_id, order_id, open
            from pack_session_fulfilment
            where session_id = :id
            order by fulfilment_id
            """;
    private static final String FINISH_FULFILMENTS = """
            update pack_session_fulfilment
            set open = false
            where session_id = :id
            and fulfilment_id = any(:fulfilments)
            """;
    private static final String CLOSE_IF_DONE = """
            update pack_session s
            set closed_at = :now
            where s.id = :id
            and s.closed_at is null
            and not exists (select 1 from pack_session_fulfilment f where f.session_id = s.id and f.open)
            """;
    /** Goods of practice are packed in it; practice and real work never share a session. */
    private static final String PRACTICE = """
            exists (
              select 1 from pack_session_fulfilment f
              where f.session_id = s.id
              and f.merchant_id in (select training_merchants()))
            """;

    private static final RowMapper<PackSession> ROW = (row, n) -> new PackSession(
            row.getObject("id", UUID.class),
            new WarehouseId(row.getObject("warehouse_id", UUID.class)),
            row.getString("code"),
            row.getObject("tote_id", UUID.class),
            row.getString("worker"),
            row.getString("worker_key"),
            row.getBoolean("leased"),
            row.getObject("carton_id", UUID.class),
            row.getObject("closed_at") == null
                    ? null
                    : row.getObject("closed_at", OffsetDateTime.class).toInstant());

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    PackSessions(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A fulfilment of a session; {@code open} until nothing of it is left to pack. */
    record Member(FulfilmentId fulfilment, MerchantId merchant, OrderId order, boolean open) {}

    /** The open session that has the tote or one of the fulfilments, locked. */
    Optional<PackSession> openAt(@Nullable UUID tote, Collection<FulfilmentId> fulfilments) {
        return jdbc.sql(SELECT + OPEN_AT)
                .param("tote", tote, java.sql.Types.OTHER)
                .param("fulfilments", Sql.ids(fulfilments))
                .query(ROW)
                .optional();
    }

    boolean isPractice(UUID id) {
        return jdbc.sql("select " + PRACTICE + "from pack_session s where s.id = :id")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    PackSession create(WarehouseId site, String code, @Nullable UUID tote, List<Member> members) {
        var id = Ids.next();
        try {
            jdbc.sql(INSERT)
                    .param("id", id)
                    .param("site", site.value())
                    .param("code", code)
                    .param("tote", tote, java.sql.Types.OTHER)
                    .param("worker", worker())
                    .param("workerKey", workerKey())
                    .param("lease", (double) LEASE.toSeconds())
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
            jdbc.sql(INSERT_FULFILMENTS)
                    .param("id", id)
                    .param(
                            "fulfilments",
                            Sql.ids(members.stream().map(Member::fulfilment).toList()))
                    .param(
                            "merchants",
                            Sql.ids(members.stream().map(Member::merchant).toList()))
                    .param("orders", Sql.ids(members.stream().map(Member::order).toList()))
                    .update();
        } catch (DuplicateKeyException another) {
            throw Refusal.conflict("taken", "Another packer has just begun with " + code + "; take the next tote.");
        }
        return find(id);
    }

    PackSession find(UUID id) {
        return jdbc.sql(SELECT + "where s.id = :id")
                .param("id", id)
                .query(ROW)
                .optional()
                .orElseThrow(() -> Refusal.notFound("pack session", id));
    }

    /** The session, locked, ours and open; renews the lease. */
    PackSession work(UUID id) {
        var session = lock(id);
        if (!session.isOpen())
            throw Refusal.conflict("session-closed", "This session is finished; scan the next tote.");
        return take(session);
    }

    /** Whoever else is at work in the session comes after; what was done in it before is seen from here on. */
    PackSession lock(UUID id) {
        return jdbc.sql(SELECT + "where s.id = :id for update of s")
                .param("id", id)
                .query(ROW)
                .optional()
                .orElseThrow(() -> Refusal.notFound("pack session", id));
    }

    /** Makes the session ours when its packer is gone; refuses while someone else is at work on it. */
    PackSession take(PackSession session) {
        var me = workerKey();
        if (session.leased() && !me.equals(session.workerKey()))
            throw Refusal.conflict(
                    "taken", session.worker() + " is packing " + session.code() + "; take the next tote.");
        jdbc.sql(RENEW)
                .param("id", session.id())
                .param("worker", worker())
                .param("workerKey", me)
                .param("lease", (double) LEASE.toSeconds())
                .update();
        return session;
    }

    List<Member> members(UUID session) {
        return jdbc.sql(FULFILMENTS)
                .param("id", session)
                .query((row, n) -> new Member(
                        new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        row.getBoolean("open")))
                .list();
    }

    void carton(UUID session, @Nullable UUID carton) {
        jdbc.sql("update pack_session set carton_id = :carton where id = :id")
                .param("id", session)
                .param("carton", carton, java.sql.Types.OTHER)
                .update();
    }

    /** Marks fulfilments as done in this session, and closes it when all are. */
    void finish(UUID session, Collection<FulfilmentId> done) {
        jdbc.sql(FINISH_FULFILMENTS)
                .param("id", session)
                .param("fulfilments", Sql.ids(done))
                .update();
        jdbc.sql(CLOSE_IF_DONE)
                .param("id", session)
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    List<PackSession> open(WarehouseId site) {
        return jdbc.sql(SELECT + "where s.warehouse_id = :site and s.closed_at is null order by s.opened_at")
                .param("site", site.value())
                .query(ROW)
                .list();
    }

    /** Those of practice, or of real work. */
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    List<PackSession> open(WarehouseId site, boolean practice) {
        return jdbc.sql(SELECT + "where s.warehouse_id = :site and s.closed_at is null and :practice = " + PRACTICE
                        + "order by s.opened_at")
                .param("site", site.value())
                .param("practice", practice)
                .query(ROW)
                .list();
    }

    static String worker() {
        return Context.current().actor().name();
    }

    static String workerKey() {
        return Context.current().actor().key();
    }
}

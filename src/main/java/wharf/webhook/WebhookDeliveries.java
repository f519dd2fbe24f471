package wharf.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.Work;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/** What is told to endpoints: written with the position of the reader, sent by {@link WebhookStep}. */
@Service
class WebhookDeliveries {
    /** Whose work it is where an endpoint is the operator's. */
    static final MerchantId OPERATOR = new MerchantId(new UUID(0, 0));

    private static final int REPLAYED_AT_ONCE = 1000;
    private static final String LISTENING = """
            select id, merchant_id, events, after_fact
            from webhook_endpoint
            where state = 'ACTIVE'
            order by id
            """;
    private static final String COUNT = """
            update webhook_endpoint e
            set sequence = e.sequence + n.wanted
            from (select id from webhook_endpoint where id = any(:ids) order by id for no key update) locked
            join unnest(:ids, :counts) as n (id, wanted) on n.id = locked.id
            where e.id = locked.id
            returning e.id, e.sequence
            """;
    // Due in the order of their numbers: those are taken under the endpoint's lock, and this clock is read after that.
    private static final String INSERT = """
            insert into webhook_delivery (id, endpoint_id, merchant_id, sequence, type, body, state, created_at, due_at)
            select d.id, d.endpoint, d.merchant, d.sequence, d.type, d.body, 'QUEUED', :now, clock_timestamp()
            from unnest(:ids, :endpoints, :merchants, :sequences, :types, :bodies) as d (id, endpoint, merchant, sequence, type, body)
            """;
    private static final String SELECT = """
            select d.id, d.endpoint_id, d.sequence, d.type, d.body, d.state, d.attempts, d.created_at, d.settled_at, a.status, a.problem
            from webhook_delivery d
            left join lateral (
              select status, problem
              from webhook_attempt
              where delivery_id = d.id
              order by id desc
              limit 1) a on true
            """;
    private static final String LIST = SELECT + """
            where d.endpoint_id = :endpoint
            and (:state::text is null or d.state = :state)
            and (:before::bigint is null or d.sequence < :before)
            order by d.sequence desc
            limit :limit
            """;
    private static final String REPLAY = """
            update webhook_delivery
            set state = 'QUEUED', settled_at = null, attempts = 0, due_at = now()
            where id in (
              select id
              from webhook_delivery
              where endpoint_id = :endpoint
              and state <> 'QUEUED'
              and (:all and state = 'DEAD' or id = any(:ids))
              order by sequence
              limit :most)
            """;
    private static final String DUE_NOW = """
            update webhook_delivery
            set due_at = now()
            where endpoint_id = :endpoint
            and state = 'QUEUED'
            and due_at > now()
            """;

    private final JdbcClient jdbc;
    private final Payloads payloads;
    private final Endpoints endpoints;
    private final Work work;
    private final BusinessClock clock;

    WebhookDeliveries(JdbcClient jdbc, Payloads payloads, Endpoints endpoints, Work work, BusinessClock clock) {
        this.jdbc = jdbc;
        this.payloads = payloads;
        this.endpoints = endpoints;
        this.work = work;
        this.clock = clock;
    }

    /** An endpoint that is on. */
    private record Listener(UUID id, @Nullable UUID merchant, List<String> events, long afterFact) {
        boolean wants(Payloads.Event event) {
            return event.fact().id() > afterFact
                    && (merchant == null || merchant.equals(event.fact().merchantId()))
                    && (events.isEmpty() || events.contains(event.type().name()));
        }
    }

    /** Something for somebody. */
    private record Wanted(Listener listener, String type, Instant at, Map<String, Object> data) {}

    /** Queues events for every endpoint that wants them, in their order; returns how many deliveries came of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int tell(java.util.function.Supplier<List<Payloads.Event>> events) {
        var listeners = listeners();
        if (listeners.isEmpty()) return 0;
        var wanted = new ArrayList<Wanted>();
        for (var event : events.get())
            for (var listener : listeners)
                if (listener.wants(event))
                    wanted.add(new Wanted(
                            listener, event.type().name(), event.fact().occurredAt(), event.data()));
        queue(wanted);
        return wanted.size();
    }

    /** Queues an event that says nothing but that it came. */
    @Transactional
    public UUID test(UUID id) {
        var endpoint = endpoints.find(id);
        if (endpoint.state() == EndpointView.State.OFF)
            throw Refusal.conflict("endpoint-off", "This endpoint is off; switch it on first.");
        var listener = new Listener(id, endpoint.merchant(), List.of(), 0);
        endpoints.hearAgain(id);
        return queue(List.of(new Wanted(listener, EventType.TEST.name(), clock.instant(), Map.of("endpoint", id))))
                .getFirst();
    }

    private List<Listener> listeners() {
        return jdbc.sql(LISTENING)
                .query((row, n) -> new Listener(
                        row.getObject("id", UUID.class),
                        row.getObject("merchant_id", UUID.class),
                        Endpoints.texts(row.getArray("events")),
                        row.getLong("after_fact")))
                .list();
    }

    private List<UUID> queue(List<Wanted> wanted) {
        if (wanted.isEmpty()) return List.of();
        var next = firstSequences(wanted);
        var ids = wanted.stream().map(one -> Ids.next()).toList();
        var sequences = wanted.stream()
                .map(one -> next.merge(one.listener().id(), 1L, Long::sum) - 1)
                .toList();
        var bodies = new ArrayList<String>();
        for (int i = 0; i < wanted.size(); i++)
            bodies.add(payloads.body(
                    wanted.get(i).type(),
                    wanted.get(i).at(),
                    sequences.get(i),
                    wanted.get(i).data()));
        jdbc.sql(INSERT)
                .param("ids", Sql.uuids(ids))
                .param(
                        "endpoints",
                        Sql.uuids(
                                wanted.stream().map(one -> one.listener().id()).toList()))
                .param(
                        "merchants",
                        Sql.uuids(wanted.stream()
                                .map(one -> one.listener().merchant())
                                .toList()))
                .param("sequences", Sql.longs(sequences))
                .param("types", Sql.texts(wanted.stream().map(Wanted::type).toList()))
                .param("bodies", Sql.texts(bodies))
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        work.add(
                WebhookStep.NAME,
                wanted.stream()
                        .map(one -> new Work.Subject(
                                one.listener().id(), owner(one.listener().merchant())))
                        .toList());
        return ids;
    }

    /** Takes the numbers that are needed, and returns the first for each endpoint. */
    private Map<UUID, Long> firstSequences(List<Wanted> wanted) {
        var counts = new java.util.TreeMap<UUID, Long>();
        wanted.forEach(one -> counts.merge(one.listener().id(), 1L, Long::sum));
        var first = new HashMap<UUID, Long>();
        jdbc.sql(COUNT)
                .param("ids", Sql.uuids(counts.keySet()))
                .param("counts", Sql.longs(counts.values()))
                .query((row, n) -> {
                    var id = row.getObject("id", UUID.class);
                    return first.put(id, row.getLong("sequence") - counts.getOrDefault(id, 0L) + 1);
                })
                .list();
        return first;
    }

    static MerchantId owner(@Nullable UUID merchant) {
        return merchant == null ? OPERATOR : new MerchantId(merchant);
    }

    /** Latest first. */
    @Transactional(readOnly = true)
    public List<DeliveryView> list(
            UUID endpoint, DeliveryView.@Nullable State state, @Nullable Long before, int limit) {
        endpoints.find(endpoint);
        return jdbc.sql(LIST)
                .param("endpoint", endpoint)
                .param("state", state == null ? null : state.name())
                .param("before", before, Types.BIGINT)
                .param("limit", limit)
                .query((row, n) -> view(row))
                .list();
    }

    /**
     * Sends again, under the same ids, what is named, or all that were given up (1,000 at a time); returns how many.
     *
     * @param ids null for all that were given up
     */
    @Transactional
    public int replay(UUID endpoint, @Nullable Collection<UUID> ids) {
        var of = endpoints.find(endpoint);
        if (of.state() == EndpointView.State.OFF)
            throw Refusal.conflict("endpoint-off", "This endpoint is off; switch it on first.");
        endpoints.hearAgain(endpoint);
        int again = jdbc.sql(REPLAY)
                .param("endpoint", endpoint)
                .param("all", ids == null)
                .param("ids", Sql.uuids(ids == null ? List.<UUID>of() : ids))
                .param("most", REPLAYED_AT_ONCE)
                .update();
        work.add(WebhookStep.NAME, endpoint, owner(of.merchant()));
        return again;
    }

    /** An endpoint that is switched on is sent what it was owed. */
    @Transactional
    public void resume(UUID endpoint) {
        var of = endpoints.find(endpoint);
        if (!endpoints.activate(endpoint)) return;
        jdbc.sql(DUE_NOW).param("endpoint", endpoint).update();
        work.add(WebhookStep.NAME, endpoint, owner(of.merchant()));
    }

    /** Forgets what was settled so long ago, 10,000 at a time; returns how many. */
    @Transactional
    public int forget(Duration ago) {
        return jdbc.sql("""
                        delete from webhook_delivery
                        where id in (
                          select id from webhook_delivery where settled_at < now() - make_interval(secs => :ago) order by settled_at limit 10000)
                        """).param("ago", (double) ago.toSeconds()).update();
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        return new DeliveryView(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getLong("sequence"),
                row.getString("type"),
                row.getString("body"),
                DeliveryView.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Endpoints.instant(row, "settled_at"),
                row.getObject("status", Integer.class),
                row.getString("problem"));
    }
}

package wharf.webhook;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.WebhookSignature;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** The endpoints in the caller's scope. A secret can be read once, when it is made. */
@Service
class Endpoints {
    static final int MOST = 50;
    private static final int LONGEST_DESCRIPTION = 200;
    /** How long what is sent is signed under the old secret too, by system time. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private static final String SELECT = """
            select e.id, e.merchant_id, e.url, e.description, e.events, e.state, e.reason, e.sequence, e.failing_since, e.created_at, e.created_by,
                   (select count(*) from webhook_delivery d where d.endpoint_id = e.id and d.state = 'QUEUED') as queued,
                   (select count(*) from webhook_delivery d where d.endpoint_id = e.id and d.state = 'DEAD') as dead
            from webhook_endpoint e
            """;
    private static final String INSERT = """
            insert into webhook_endpoint (id, merchant_id, url, description, events, secret, state, after_fact, created_at, created_by)
            values (:id, :merchant, :url, :description, :events, :secret, 'ACTIVE', (select coalesce(max(id), 0) from fact), :now, :by)
            """;
    private static final String ROTATE = """
            update webhook_endpoint
            set old_secret = secret, old_secret_until = now() + make_interval(secs => :seconds), secret = :secret
            where id = :id
            """;
    /** What happened while it was off is not told. */
    private static final String ACTIVATE = """
            update webhook_endpoint
            set state = 'ACTIVE', reason = null, failing_since = null, silent_until = null, after_fact = (select coalesce(max(id), 0) from fact)
            where id = :id
            and state = 'OFF'
            """;

    private static final String SWITCH_OFF = """
            update webhook_endpoint
            set state = 'OFF', reason = :reason
            where id = :id
            and state = 'ACTIVE'
            """;

    private final JdbcClient jdbc;
    private final Addresses addresses;
    private final Facts facts;
    private final BusinessClock clock;

    Endpoints(JdbcClient jdbc, Addresses addresses, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.addresses = addresses;
        this.facts = facts;
        this.clock = clock;
    }

    /** An endpoint just made, or given another secret: the only time that it can be read. */
    record Opened(EndpointView endpoint, String secret) {
        @Override
        public String toString() {
            return "Opened[" + endpoint + "]";
        }
    }

    /** @param merchant null for the operator's own, which hears of all merchants */
    @Transactional
    public Opened create(@Nullable MerchantId merchant, NewEndpoint wanted) {
        var id = Ids.next();
        var secret = WebhookSignature.newSecret();
        if (list(merchant).stream()
                        .filter(one -> java.util.Objects.equals(one.merchant(), value(merchant)))
                        .count()
                >= MOST)
            throw Refusal.conflict("too-many-endpoints", "There are " + MOST + " endpoints; remove one first.");
        jdbc.sql(INSERT)
                .param("id", id)
                .param("merchant", value(merchant), Types.OTHER)
                .param("url", addresses.checked(wanted.url()).toString())
                .param("description", description(wanted))
                .param("events", Sql.texts(events(wanted)))
                .param("secret", secret)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .update();
        tell(id, merchant, "webhook.created", null);
        return new Opened(find(id), secret);
    }

    private static @Nullable UUID value(@Nullable MerchantId merchant) {
        return merchant == null ? null : merchant.value();
    }

    private static String description(NewEndpoint wanted) {
        var text = wanted.description() == null ? "" : wanted.description().strip();
        var problems = new java.util.ArrayList<Problem>();
        Texts.check(problems, "description", text, LONGEST_DESCRIPTION);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return text;
    }

    private static Set<String> events(NewEndpoint wanted) {
        var names = new TreeSet<String>(wanted.events() == null ? List.of() : wanted.events());
        var known = EventType.byFact().values().stream().map(EventType::name).collect(Collectors.toSet());
        for (var name : names)
            if (!known.contains(name))
                throw Refusal.invalid(
                        "unknown-event",
                        "events",
                        name,
                        "Give names of /api/v1/webhooks/event-types, or none for all of them.");
        return names;
    }

    /** Goes on under the same secret. */
    @Transactional
    public EndpointView change(UUID id, NewEndpoint wanted) {
        var endpoint = find(id);
        jdbc.sql("update webhook_endpoint set url = :url, description = :description, events = :events where id = :id")
                .param("id", id)
                .param("url", addresses.checked(wanted.url()).toString())
                .param("description", description(wanted))
                .param("events", Sql.texts(events(wanted)))
                .update();
        tell(id, merchant(endpoint), "webhook.changed", null);
        return find(id);
    }

    @Transactional
    public void delete(UUID id) {
        var endpoint = find(id);
        jdbc.sql("delete from webhook_endpoint where id = :id").param("id", id).update();
        tell(id, merchant(endpoint), "webhook.deleted", null);
    }

    /** Another secret. For a day what is sent is signed under both. */
    @Transactional
    public Opened rotate(UUID id) {
        var endpoint = find(id);
        var secret = WebhookSignature.newSecret();
        jdbc.sql(ROTATE)
                .param("id", id)
                .param("seconds", (double) OVERLAP.toSeconds())
                .param("secret", secret)
                .update();
        tell(id, merchant(endpoint), "webhook.secret_changed", null);
        return new Opened(find(id), secret);
    }

    /** Returns whether it was off. */
    @Transactional
    public boolean activate(UUID id) {
        var endpoint = find(id);
        if (jdbc.sql(ACTIVATE).param("id", id).update() == 0) return false;
        tell(id, merchant(endpoint), "webhook.activated", null);
        return true;
    }

    /** One that gave no answer is not left alone any longer: somebody wants to know. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hearAgain(UUID id) {
        jdbc.sql("update webhook_endpoint set silent_until = null where id = :id and silent_until is not null")
                .param("id", id)
                .update();
    }

    /** Returns whether it was on. */
    @Transactional
    public boolean switchOff(UUID id, String reason) {
        var endpoint = find(id);
        if (jdbc.sql(SWITCH_OFF).param("id", id).param("reason", reason).update() == 0) return false;
        tell(id, merchant(endpoint), "webhook.switched_off", reason);
        return true;
    }

    private static @Nullable MerchantId merchant(EndpointView endpoint) {
        return endpoint.merchant() == null ? null : new MerchantId(endpoint.merchant());
    }

    private void tell(UUID id, @Nullable MerchantId merchant, String type, @Nullable String reason) {
        facts.record(new Fact(merchant, id, "webhook", id, type, clock.instant(), reason, java.util.Map.of()));
    }

    @Transactional(readOnly = true)
    public EndpointView find(UUID id) {
        return jdbc.sql(SELECT + "where e.id = :id")
                .param("id", id)
                .query((row, n) -> view(row))
                .optional()
                .orElseThrow(() -> Refusal.notFound("webhook endpoint", id));
    }

    /** Newest first. @param merchant null for all in scope */
    @Transactional(readOnly = true)
    public List<EndpointView> list(@Nullable MerchantId merchant) {
        return jdbc.sql(SELECT + """
                        where (:merchant::uuid is null or e.merchant_id = :merchant)
                        order by e.id desc
                        limit 500
                        """)
                .param("merchant", value(merchant), Types.OTHER)
                .query((row, n) -> view(row))
                .list();
    }

    /** How many were switched off by themselves, in the caller's scope. */
    @Transactional(readOnly = true)
    public long failed() {
        return jdbc.sql("select count(*) from webhook_endpoint where state = 'OFF' and failing_since is not null")
                .query(Long.class)
                .single();
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static EndpointView view(ResultSet row) throws SQLException {
        return new EndpointView(
                row.getObject("id", UUID.class),
                row.getObject("merchant_id", UUID.class),
                row.getString("url"),
                row.getString("description"),
                texts(row.getArray("events")),
                EndpointView.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getLong("sequence"),
                instant(row, "failing_since"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getLong("queued"),
                row.getLong("dead"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

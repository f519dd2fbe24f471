package wharf.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Cursor;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Texts;

/** Messages of channels that could not become orders: kept whole, explained, waiting for a person. */
@Service
public class ParkedMessages {
    /** The form of messages that are an order as {@code POST /api/v1/orders} takes it; without tokens of payments, since people see it. */
    public static final String ORDER_FORM = "order";

    /** One that was dealt with stays so, unless it became an order here and its channel says something else about it now. */
    private static final String PARK = """
            insert into parked_message (id, merchant_id, channel, external_id, form, raw, problems, received_at)
            select m.id, m.merchant, m.channel, m.external, m.form, m.raw, m.problems, :now
            from unnest(:ids, :merchants, :channels, :externals, :forms, cast(:raws as jsonb[]), cast(:problems as jsonb[]))
              as m (id, merchant, channel, external, form, raw, problems)
            on conflict (merchant_id, channel, external_id) do update
            set raw = excluded.raw, form = excluded.form,
                problems = case when parked_message.order_id is null then excluded.problems else cast(:since as jsonb) || excluded.problems end,
                version = parked_message.version + cast(parked_message.raw <> excluded.raw as integer), mended = false,
                resolved_at = null, resolved_by = null, resolution = null
            where (parked_message.raw <> excluded.raw and (parked_message.resolved_at is null or parked_message.order_id is not null))
            or (parked_message.problems <> excluded.problems and parked_message.resolved_at is null and not parked_message.mended
                and parked_message.order_id is null)
            returning id, merchant_id, xmax = 0 as fresh
            """;

    private static final String KEEP = """
            insert into parked_version (message_id, version, merchant_id, origin, content, written_at, written_by, writer_key)
            select id, version, merchant_id, 'CHANNEL', raw::text, :now, :by, :key
            from parked_message
            where id = any(:ids)
            on conflict (message_id, version) do nothing
            returning message_id
            """;
    private static final String TRIED = """
            insert into parked_taking (id, message_id, version, merchant_id, problems, taken_at, taken_by, taker_key)
            select gen_random_uuid(), id, version, merchant_id, problems, :now, :by, :key
            from parked_message
            where id = any(:ids)
            and jsonb_array_length(problems) > 0
            """;
    static final List<Problem> SINCE = List.of(
            Problem.of(
                    "changed-at-the-source",
                    "",
                    null,
                    "This became an order here, and its channel says something else about it since: see whether the order is to be changed or cancelled."));
    private static final String SELECT = """
            select id, merchant_id, channel, external_id, raw::text as raw, problems::text as problems, received_at, resolved_at, resolved_by,
                   resolution, form, version, mended, order_id
            from parked_message
            """;
    private static final String LIST = SELECT + """
            where (:merchant::uuid is null or merchant_id = :merchant)
            and (:resolved::boolean is null or (resolved_at is not null) = :resolved)
            and (:at::timestamptz is null or (received_at, id) %1$s (:at, :id))
            order by received_at %2$s, id %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted(">", "asc");
    private static final String BACK = LIST.formatted("<", "desc");
    private static final String NAMES = """
            select id, channel || ' ' || coalesce(external_id, 'without a number') as name
            from parked_message
            where id = any(:ids)
            """;
    private static final String RESOLVE = """
            update parked_message
            set resolved_at = :now, resolved_by = :by, resolution = :resolution
            where resolved_at is null
            """;
    private static final String TAKEN = """
            select id, number
            from orders
            where id = :order
            or (merchant_id = :merchant and channel = :channel and external_id = :external)
            order by id = :order desc nulls last
            limit 1
            """;
    private static final String CAME = """
            update parked_message m
            set resolved_at = :now, resolved_by = :by, resolution = 'It came again: order ' || o.number || '.'
            from orders o
            where m.resolved_at is null
            and m.order_id is null
            and (m.taking_since is null or m.id = :id)
            and (cast(:id as uuid) is null or m.id = :id)
            and o.merchant_id = m.merchant_id
            and o.channel = m.channel
            and o.external_id = m.external_id
            and o.received_at >= m.received_at
            returning m.id, m.merchant_id, m.resolution
            """;
    private static final int LONGEST_RESOLUTION = 500;
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Facts facts;
    private final JsonMapper json;
    private final BusinessClock clock;

    ParkedMessages(JdbcClient jdbc, Facts facts, JsonMapper json, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A message to be parked.
     *
     * @param externalId the channel's id of what the message is about; (merchant, channel, externalId) is parked once
     * @param form the {@link ParkedForm} that can take it again; null when only its source can send it again
     * @param raw the message as it came, written as JSON
     * @param problems why it could not be taken, at least one
     */
    public record NewParked(
            MerchantId merchant,
            String channel,
            @Nullable String externalId,
            @Nullable String form,
            Object raw,
            List<Problem> problems) {}

    /**
     * A parked message.
     *
     * @param raw as its channel sent it last
     * @param problems what is wrong with its last version
     * @param resolution what became of it
     * @param form how it can be mended; null when only its source can send it again
     * @param version its last one: as it came, or as somebody has mended it
     * @param mended the last version is of a person
     * @param orderId the order that it became by being taken again
     */
    public record Parked(
            UUID id,
            MerchantId merchant,
            String channel,
            @Nullable String externalId,
            JsonNode raw,
            List<Problem> problems,
            Instant receivedAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy,
            @Nullable String resolution,
            @Nullable String form,
            int version,
            boolean mended,
            @Nullable OrderId orderId) {
        /** Where a list goes on after this. */
        public String cursor() {
            return Cursor.encode(receivedAt, id);
        }

        /** Whether a person has still to deal with it. */
        public boolean waits() {
            return resolvedAt == null;
        }

        /** What the channel calls the order. */
        public String order() {
            return externalId == null ? "not said" : externalId;
        }
    }

    /** An order that a message has become after all. For templates. */
    public record Taken(OrderId id, long number) {}

    private record Touched(UUID id, MerchantId merchant, boolean fresh) {}

    /** Parks messages; one that is parked already is brought up to date, one that was resolved stays so. Returns how many are new. */
    @Transactional
    public int park(List<NewParked> messages) {
        if (messages.isEmpty()) return 0;
        var touched = insert(messages);
        var said = keep(touched);
        facts.record(touched.stream()
                .filter(message -> message.fresh() || said.contains(message.id()))
                .map(message -> fact(
                        message.merchant(), message.id(), message.fresh() ? "message.parked" : "message.came_again"))
                .toList());
        return Math.toIntExact(touched.stream().filter(Touched::fresh).count());
    }

    /** Keeps what they say for ever, with what is wrong with it; returns those that say something new. */
    private Set<UUID> keep(List<Touched> messages) {
        var ids = messages.stream().map(Touched::id).toList();
        var said = Set.copyOf(written(jdbc.sql(KEEP))
                .param("ids", Sql.uuids(ids))
                .query(UUID.class)
                .list());
        written(jdbc.sql(TRIED)).param("ids", Sql.uuids(said)).update();
        return said;
    }

    private JdbcClient.StatementSpec written(JdbcClient.StatementSpec statement) {
        var actor = Context.current().actor();
        return statement
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", actor.name())
                .param("key", actor.key());
    }

    private List<Touched> insert(List<NewParked> messages) {
        return jdbc.sql(PARK)
                .param("now", Sql.timestamp(clock.instant()))
                .param("ids", Sql.uuids(messages.stream().map(m -> Ids.next()).toList()))
                .param(
                        "merchants",
                        Sql.ids(messages.stream().map(NewParked::merchant).toList()))
                .param(
                        "channels",
                        Sql.texts(messages.stream().map(NewParked::channel).toList()))
                .param(
                        "externals",
                        Sql.texts(messages.stream().map(NewParked::externalId).toList()))
                .param("forms", Sql.texts(messages.stream().map(NewParked::form).toList()))
                .param("since", json.writeValueAsString(SINCE))
                .param(
                        "raws",
                        Sql.texts(messages.stream()
                                .map(m -> json.writeValueAsString(m.raw()))
                                .toList()))
                .param(
                        "problems",
                        Sql.texts(messages.stream()
                                .map(m -> written(m.problems()))
                                .toList()))
                .query((row, n) -> new Touched(
                        row.getObject("id", UUID.class),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getBoolean("fresh")))
                .list();
    }

    /**
     * Messages in the caller's scope, oldest first.
     *
     * @param resolved those that were dealt with, or those that wait; null for all
     */
    @Transactional(readOnly = true)
    public List<Parked> list(@Nullable MerchantId merchant, @Nullable Boolean resolved, Turn turn, int limit) {
        var after = turn.from();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param("merchant", merchant == null ? null : merchant.value(), Types.OTHER)
                .param("resolved", resolved, Types.BOOLEAN)
                .param("at", after == null ? null : Sql.timestamp(after.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", after == null ? null : after.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query((row, n) -> parked(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Parked find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query((row, n) -> parked(row))
                .optional()
                .orElseThrow(() -> Refusal.notFound("parked message", id));
    }

    /** What people call messages: the order they are about, as its channel calls it. Those that the caller may not see are absent. */
    @Transactional(readOnly = true)
    Map<UUID, String> names(Collection<UUID> ids) {
        return jdbc.sql(NAMES).param("ids", Sql.uuids(ids)).query().listOfRows().stream()
                .collect(Collectors.toMap(row -> (UUID) row.get("id"), row -> String.valueOf(row.get("name"))));
    }

    /** The order that the channel's id names by now. */
    @Transactional(readOnly = true)
    Optional<Taken> taken(Parked message) {
        return jdbc.sql(TAKEN)
                .param("merchant", message.merchant().value())
                .param("channel", message.channel())
                .param("external", message.externalId(), Types.VARCHAR)
                .param(
                        "order",
                        message.orderId() == null ? null : message.orderId().value(),
                        Types.OTHER)
                .query((row, n) -> new Taken(new OrderId(row.getObject("id", UUID.class)), row.getLong("number")))
                .optional();
    }

    /**
     * A person has dealt with it, and says how. Refuses one that is dealt with already.
     *
     * @param resolution 1 to 500 characters
     */
    @Transactional
    public Parked resolve(UUID id, String resolution) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "resolution", resolution, LONGEST_RESOLUTION);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        int resolved = jdbc.sql(RESOLVE + "and id = :id")
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .param("resolution", resolution)
                .param("id", id)
                .update();
        var message = find(id);
        if (resolved == 0)
            throw Refusal.conflict(
                    "resolved-already", "This message was dealt with by " + message.resolvedBy() + " already.");
        facts.record(fact(message.merchant(), id, "message.resolved").because(resolution));
        return message;
    }

    /** What was parked and could be taken after all: resolves it. */
    @Transactional
    public int settle(MerchantId merchant, String channel, Collection<String> externalIds, String resolution) {
        var settled = jdbc.sql(RESOLVE + """
                and merchant_id = :merchant
                and channel = :channel
                and external_id = any(:externals)
                returning id
                """)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .param("resolution", resolution)
                .param("merchant", merchant.value())
                .param("channel", channel)
                .param("externals", Sql.texts(List.copyOf(externalIds)))
                .query(UUID.class)
                .list();
        facts.record(settled.stream()
                .map(id -> fact(merchant, id, "message.resolved").because(resolution))
                .toList());
        return settled.size();
    }

    /**
     * Settles what came again by another door, corrected at its source, and is an order by now.
     *
     * @param id one that is being taken; null for all that wait and are not
     */
    @Transactional
    public int settleCome(@Nullable UUID id) {
        var settled = jdbc.sql(CAME)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .param("id", id, Types.OTHER)
                .query((row, n) -> fact(
                                new MerchantId(row.getObject("merchant_id", UUID.class)),
                                row.getObject("id", UUID.class),
                                "message.resolved")
                        .because(row.getString("resolution")))
                .list();
        facts.record(settled);
        return settled.size();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public long number(OrderId order) {
        return jdbc.sql("select number from orders where id = :order")
                .param("order", order.value())
                .query(Long.class)
                .single();
    }

    /** What a person is shown of a message as it came. */
    String draft(Optional<ParkedForm> form, String raw) {
        var message = json.readTree(raw);
        return form.map(known -> known.draft(message))
                .orElseGet(() -> json.writerWithDefaultPrettyPrinter().writeValueAsString(message));
    }

    /** As the database can keep them: fields are named by whoever wrote the message. */
    String written(List<Problem> problems) {
        return json.writeValueAsString(problems.stream()
                .map(problem -> new Problem(
                        problem.code(), storable(problem.field()), problem.value(), storable(problem.message())))
                .toList());
    }

    List<Problem> problems(String written) {
        return json.readValue(written, PROBLEMS);
    }

    private static String storable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    Fact fact(MerchantId merchant, UUID id, String type) {
        return Fact.of(merchant, id, "message", id, type, clock.instant());
    }

    private Parked parked(ResultSet row) throws SQLException {
        return new Parked(
                row.getObject("id", UUID.class),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                row.getString("channel"),
                row.getString("external_id"),
                json.readTree(row.getString("raw")),
                problems(row.getString("problems")),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("resolved_at") == null
                        ? null
                        : row.getObject("resolved_at", OffsetDateTime.class).toInstant(),
                row.getString("resolved_by"),
                row.getString("resolution"),
                row.getString("form"),
                row.getInt("version"),
                row.getBoolean("mended"),
                row.getObject("order_id") == null ? null : new OrderId(row.getObject("order_id", UUID.class)));
    }
}

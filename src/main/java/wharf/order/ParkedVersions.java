package wharf.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** What a parked message said from version to version, and what came of each try to take one. */
@Component
class ParkedVersions {
    private static final String LOCK = """
            select merchant_id, channel, external_id, form, version, resolved_at is not null as resolved
            from parked_message
            where id = :id
            for update
            """;
    private static final String VERSION = """
            select version, origin, content, written_at, written_by
            from parked_version
            where message_id = :id
            and version = :version
            """;
    private static final String WRITE = """
            insert into parked_version (message_id, version, merchant_id, origin, content, written_at, written_by, writer_key)
            values (:id, :version, :merchant, 'PERSON', :content, :now, :by, :key)
            """;
    private static final String BEGIN = """
            update parked_message
            set version = :version, mended = :mended, taking_since = :now
            where id = :id
            """;
    private static final String TRIED = """
            insert into parked_taking (id, message_id, version, merchant_id, order_id, problems, taken_at, taken_by, taker_key)
            values (:taking, :id, :version, :merchant, :order, cast(:problems as jsonb), :now, :by, :key)
            """;
    /** What its channel has sent while it was taken waits for a person. */
    private static final String TAKEN = """
            update parked_message
            set taking_since = null, order_id = coalesce(order_id, :order),
                problems = case when version = :version or resolved_at is not null then problems else cast(:since as jsonb) || problems end,
                resolved_at = case when version = :version then coalesce(resolved_at, :now) else resolved_at end,
                resolved_by = case when version = :version then coalesce(resolved_by, :by) else resolved_by end,
                resolution = case when version = :version then coalesce(resolution, :resolution) else resolution end
            where id = :id
            """;

    private static final String WRONG = """
            update parked_message
            set taking_since = null, problems = case when version = :version then cast(:problems as jsonb) else problems end
            where id = :id
            """;
    private static final String LATE = """
            select id
            from parked_message
            where taking_since < :before
            and resolved_at is null
            order by taking_since
            limit :limit
            """;
    private static final String VERSIONS = """
            select version, origin, content, written_at, written_by
            from parked_version
            where message_id = :id
            order by version desc
            limit :limit
            """;
    private static final String TRIES = """
            select version, order_id, problems::text as problems, taken_at, taken_by
            from parked_taking
            where message_id = :id
            order by taken_at desc, id desc
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final ParkedMessages messages;
    private final BusinessClock clock;

    ParkedVersions(JdbcClient jdbc, ParkedMessages messages, BusinessClock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.clock = clock;
    }

    /** A message that nobody else changes until the transaction ends. */
    record Locked(UUID id, ParkedForm.About about, @Nullable String form, int version, boolean resolved) {}

    /** One version as it was written. */
    record Written(int number, boolean byPerson, String text, Instant at, String by) {}

    /** One try to take a version; {@code problems} are why it is no order. */
    record Tried(int version, @Nullable OrderId order, List<Problem> problems, Instant at, String by) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public Locked lock(UUID id) {
        return jdbc.sql(LOCK)
                .param("id", id)
                .query((row, n) -> locked(id, row))
                .optional()
                .orElseThrow(() -> Refusal.notFound("parked message", id));
    }

    /** The last version of a message that is locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Written last(Locked message) {
        return jdbc.sql(VERSION)
                .param("id", message.id())
                .param("version", message.version())
                .query((row, n) -> written(row))
                .single();
    }

    /** Keeps what a person has written as the next version. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Written write(Locked message, String text) {
        int version = message.version() + 1;
        byWhom(jdbc.sql(WRITE), message)
                .param("version", version)
                .param("content", text)
                .update();
        return new Written(
                version, true, text, clock.instant(), Context.current().actor().name());
    }

    /** From now on it is being taken. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(Locked message, Written version) {
        jdbc.sql(BEGIN)
                .param("id", message.id())
                .param("version", version.number())
                .param("mended", version.byPerson())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void taken(Locked message, int version, OrderId order, String resolution) {
        tried(message, version, order, List.of());
        jdbc.sql(TAKEN)
                .param("id", message.id())
                .param("version", version)
                .param("order", order.value())
                .param("since", messages.written(ParkedMessages.SINCE))
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", Context.current().actor().name())
                .param("resolution", resolution)
                .update();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void wrong(Locked message, int version, List<Problem> problems) {
        tried(message, version, null, problems);
        jdbc.sql(WRONG)
                .param("id", message.id())
                .param("version", version)
                .param("problems", messages.written(problems))
                .update();
    }

    private void tried(Locked message, int version, @Nullable OrderId order, List<Problem> problems) {
        byWhom(jdbc.sql(TRIED), message)
                .param("taking", Ids.next())
                .param("version", version)
                .param("order", order == null ? null : order.value(), Types.OTHER)
                .param("problems", messages.written(problems))
                .update();
    }

    private JdbcClient.StatementSpec byWhom(JdbcClient.StatementSpec statement, Locked message) {
        var actor = Context.current().actor();
        return statement
                .param("id", message.id())
                .param("merchant", message.about().merchant().value())
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", actor.name())
                .param("key", actor.key());
    }

    /** Those that began to be taken before, and of which nothing was heard since. */
    @Transactional(readOnly = true)
    public List<UUID> late(Instant before, int limit) {
        return jdbc.sql(LATE)
                .param("before", Sql.timestamp(before))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** The last ones, newest first. */
    @Transactional(readOnly = true)
    public List<Written> written(UUID id, int limit) {
        return jdbc.sql(VERSIONS)
                .param("id", id)
                .param("limit", limit)
                .query((row, n) -> written(row))
                .list();
    }

    /** The last ones, newest first. */
    @Transactional(readOnly = true)
    public List<Tried> tries(UUID id, int limit) {
        return jdbc.sql(TRIES)
                .param("id", id)
                .param("limit", limit)
                .query((row, n) -> new Tried(
                        row.getInt("version"),
                        order(row),
                        messages.problems(row.getString("problems")),
                        row.getObject("taken_at", OffsetDateTime.class).toInstant(),
                        row.getString("taken_by")))
                .list();
    }

    private static Locked locked(UUID id, ResultSet row) throws SQLException {
        return new Locked(
                id,
                new ParkedForm.About(
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        row.getString("channel"),
                        row.getString("external_id")),
                row.getString("form"),
                row.getInt("version"),
                row.getBoolean("resolved"));
    }

    private static Written written(ResultSet row) throws SQLException {
        return new Written(
                row.getInt("version"),
                row.getString("origin").equals("PERSON"),
                row.getString("content"),
                row.getObject("written_at", OffsetDateTime.class).toInstant(),
                row.getString("written_by"));
    }

    private static @Nullable OrderId order(ResultSet row) throws SQLException {
        var order = row.getObject("order_id", UUID.class);
        return order == null ? null : new OrderId(order);
    }
}

package wharf.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/** The revisions of an order that a channel sent, kept as they came, and what became of each. Nothing here is ever changed. */
@Service
public class OrderRevisions {
    private static final String HIGHEST = """
            select max(r.revision)
            from order_revision r
            where r.order_id = :order
            and r.revision > (select o.revision from orders o where o.id = :order)
            """;
    private static final String CONTENT = """
            select content::text as content, encode(content_hash, 'hex') as hash
            from order_revision
            where order_id = :order
            and revision = :revision
            """;
    private static final String KEEP_FIRST = """
            insert into order_revision (order_id, merchant_id, revision, content, content_hash, received_at)
            select o.id, o.merchant_id, o.revision, cast(:content as jsonb), o.content_hash, o.received_at
            from orders o
            where o.id = :order
            on conflict (order_id, revision) do nothing
            """;
    private static final String DECIDE = """
            insert into order_revision_outcome (id, order_id, revision, merchant_id, outcome, decided_at, decided_by, changes, problems, hold_id)
            values (:id, :order, :revision, :merchant, :outcome, :now, :by, cast(:changes as jsonb), cast(:problems as jsonb), :hold)
            """;
    private static final String OVERTAKEN = """
            insert into order_revision_outcome (id, order_id, revision, merchant_id, outcome, decided_at, decided_by)
            select gen_random_uuid(), r.order_id, r.revision, r.merchant_id, 'SUPERSEDED', :now, :by
            from order_revision r
            where r.order_id = :order
            and r.revision > :above
            and r.revision < :below
            and not exists (select 1 from order_revision_outcome d where d.order_id = r.order_id and d.revision = r.revision)
            """;
    private static final String HISTORY = """
            select r.revision, r.received_at, r.content::text as content, o.revision as current
            from order_revision r
            join orders o on o.id = r.order_id
            where r.order_id = :order
            order by r.revision
            """;
    private static final String DECISIONS = """
            select revision, outcome, decided_at, decided_by, changes::text as changes, problems::text as problems, hold_id
            from order_revision_outcome
            where order_id = :order
            order by decided_at, id
            """;
    private static final TypeReference<List<Amendment.Change>> CHANGES = new TypeReference<>() {};
    private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final BusinessClock clock;

    OrderRevisions(JdbcClient jdbc, JsonMapper json, BusinessClock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** What became of a revision. */
    public enum Outcome {
        /** Came and waits to be applied. */
        WAITING,
        APPLIED,
        /** Applied but for what had left already; a hold says what. */
        PARTLY_APPLIED,
        /** Not applied at all: the order is as it was, and held. */
        REFUSED,
        /** A higher one came before it was looked at. */
        SUPERSEDED,
        /** Changed here by a person. */
        AMENDED,
        /** As the order came. */
        ORIGINAL
    }

    /** What was decided about a revision, when and by whom; {@code hold} asks a person to see to the rest. */
    public record Decided(
            int revision,
            Outcome outcome,
            Instant at,
            String by,
            List<Amendment.Change> changes,
            List<Problem> problems,
            @Nullable UUID hold) {}

    /**
     * One revision, oldest first.
     *
     * @param content as it was sent, without the tokens of payments
     * @param decided all that was decided about it, oldest first
     */
    public record Revision(
            int revision,
            Instant receivedAt,
            boolean current,
            Outcome outcome,
            NewOrder content,
            List<Decided> decided) {}

    /** A kept revision to be looked at; {@code hash} of its content is null for those kept before there were hashes. */
    record Kept(NewOrder content, @Nullable String hash) {}

    /** The highest revision that came and is above the order's own: the only one that counts. */
    @Transactional(readOnly = true)
    public OptionalInt waiting(OrderId order) {
        var highest = jdbc.sql(HIGHEST)
                .param("order", order.value())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                .single();
        return highest.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    Kept content(OrderId order, int revision) {
        return jdbc.sql(CONTENT)
                .param("order", order.value())
                .param("revision", revision)
                .query((row, n) ->
                        new Kept(json.readValue(row.getString("content"), NewOrder.class), row.getString("hash")))
                .single();
    }

    /** Keeps an order as it came, before it is changed for the first time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepFirst(OrderView order, NewOrder content) {
        jdbc.sql(KEEP_FIRST)
                .param("order", order.id().value())
                .param("content", json.writeValueAsString(content))
                .update();
    }

    /** Writes down what was decided, and that everything below it and above {@code above} is overtaken. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void decide(
            OrderView order,
            int revision,
            Outcome outcome,
            List<Amendment.Change> changes,
            List<Problem> problems,
            @Nullable UUID hold) {
        var by = Context.current().actor().name();
        jdbc.sql(DECIDE)
                .param("id", Ids.next())
                .param("order", order.id().value())
                .param("revision", revision)
                .param("merchant", order.merchant().value())
                .param("outcome", outcome.name())
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", by)
                .param("changes", json.writeValueAsString(changes))
                .param("problems", json.writeValueAsString(problems))
                .param("hold", hold, java.sql.Types.OTHER)
                .update();
        jdbc.sql(OVERTAKEN)
                .param("order", order.id().value())
                .param("above", order.revision())
                .param("below", revision)
                .param("now", Sql.timestamp(clock.instant()))
                .param("by", by)
                .update();
    }

    /** All that was decided about an order's revisions, oldest first. */
    @Transactional(readOnly = true)
    public List<Decided> decided(OrderId order) {
        return jdbc.sql(DECISIONS)
                .param("order", order.value())
                .query((row, n) -> decided(row))
                .list();
    }

    /** Which of the orders have been changed since they came. */
    @Transactional(readOnly = true)
    public Set<OrderId> changed(Collection<OrderId> orders) {
        if (orders.isEmpty()) return Set.of();
        return Set.copyOf(jdbc.sql("select distinct order_id from order_revision_outcome where order_id = any(:orders)")
                .param("orders", Sql.ids(orders))
                .query((row, n) -> new OrderId(row.getObject(1, UUID.class)))
                .list());
    }

    /** Every revision of an order; empty as long as it has only the one it came with. */
    @Transactional(readOnly = true)
    public List<Revision> history(OrderId order) {
        var decided = decided(order);
        return jdbc.sql(HISTORY)
                .param("order", order.value())
                .query((row, n) -> revision(row, decided))
                .list();
    }

    private Revision revision(ResultSet row, List<Decided> all) throws SQLException {
        int revision = row.getInt("revision");
        int current = row.getInt("current");
        var decided = all.stream().filter(one -> one.revision() == revision).toList();
        return new Revision(
                revision,
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                revision == current,
                outcome(decided, revision > current),
                withoutTokens(json.readValue(row.getString("content"), NewOrder.class)),
                decided);
    }

    private static Outcome outcome(Collection<Decided> decided, boolean above) {
        return decided.stream()
                .map(Decided::outcome)
                .filter(outcome -> outcome != Outcome.AMENDED)
                .reduce((first, last) -> last)
                .orElse(above ? Outcome.WAITING : Outcome.ORIGINAL);
    }

    private Decided decided(ResultSet row) throws SQLException {
        return new Decided(
                row.getInt("revision"),
                Outcome.valueOf(row.getString("outcome")),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                row.getString("decided_by"),
                json.readValue(row.getString("changes"), CHANGES),
                json.readValue(row.getString("problems"), PROBLEMS),
                row.getObject("hold_id", UUID.class));
    }

    private static NewOrder withoutTokens(NewOrder order) {
        if (order.tenders() == null) return order;
        return order.paying(order.tenders().stream()
                .map(tender -> tender == null
                        ? null
                        : new NewOrder.Tender(tender.method(), tender.direct(), tender.amountMinor(), null))
                .toList());
    }
}

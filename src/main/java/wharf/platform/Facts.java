package wharf.platform;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.shared.Actor;

/** Records what happened, in the transaction that did it, and reads it back as a timeline. Rows are never changed. */
@Component
public class Facts {
    private static final String RECORD = """
            insert into fact (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor, actor_key, reason, data)
            select f.occurred_at, f.merchant_id, f.root, f.subject_kind, f.subject, f.type, f.actor_kind, f.actor, f.actor_key, f.reason, f.data
            from unnest(:at, :merchants, :roots, :kinds, :subjects, :types, :actorKinds, :actors, :actorKeys, :reasons, :data)
              with ordinality as f (occurred_at, merchant_id, root, subject_kind, subject, type, actor_kind, actor, actor_key, reason,
                                    data, n)
            order by f.n
            """;
    private static final String TIMELINE = """
            select id, occurred_at, subject_kind, subject, type, actor_kind, actor, reason, data
            from fact
            where root = :root and id > :after
            order by id
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final JsonMapper json;

    Facts(JdbcClient jdbc, Pipeline pipeline, JsonMapper json) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.json = json;
    }

    /** One entry of a timeline, oldest first. */
    public record Entry(
            long id,
            Instant occurredAt,
            String subjectKind,
            UUID subject,
            String type,
            String actorKind,
            String actor,
            @Nullable String reason,
            @Nullable String data) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void record(List<Fact> facts) {
        if (facts.isEmpty()) return;
        var current = Context.current().actor();
        var actors = facts.stream()
                .map(fact -> fact.actor() == null ? current : fact.actor())
                .toList();
        pipeline.sql(RECORD)
                .param("actorKinds", Sql.texts(actors, actor -> actor.kind().name()))
                .param("actors", Sql.texts(actors, Actor::name))
                .param("actorKeys", Sql.texts(actors, Actor::key))
                .param("at", Sql.instants(facts, Fact::occurredAt))
                .param("merchants", Sql.uuids(facts, Facts::merchant))
                .param("roots", Sql.uuids(facts, Fact::root))
                .param("kinds", Sql.texts(facts, Fact::subjectKind))
                .param("subjects", Sql.uuids(facts, Fact::subject))
                .param("types", Sql.texts(facts, Fact::type))
                .param("reasons", Sql.texts(facts, Fact::reason))
                .param(
                        "data",
                        new org.springframework.jdbc.support.SqlArrayValue(
                                "jsonb", facts.stream().map(this::data).toArray()))
                .send();
    }

    public void record(Fact fact) {
        record(List.of(fact));
    }

    @Transactional(readOnly = true)
    public List<Entry> timeline(UUID root, long after, int limit) {
        return jdbc.sql(TIMELINE)
                .param("root", root)
                .param("after", after)
                .param("limit", limit)
                .query(Entry.class)
                .list();
    }

    private static @Nullable UUID merchant(Fact fact) {
        return fact.merchant() == null ? null : fact.merchant().value();
    }

    private @Nullable String data(Fact fact) {
        return fact.data().isEmpty() ? null : json.writeValueAsString(fact.data());
    }
}

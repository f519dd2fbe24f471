package wharf.devices;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.devices.agent.Messages;
import wharf.platform.Sql;
import wharf.shared.Ids;

/** Questions to scales behind an agent. */
@Component
class Weighings {
    private static final String ANY = """
            select exists (
              select from weighing w
              join scale s on s.id = w.scale_id
              where w.state = 'ASKED'
              and w.asked_at > now() - interval '8 seconds'
              and s.agent_id = :agent
            )
            """;
    private static final String TAKE = """
            update weighing w
            set state = 'TAKEN'
            from scale s
            where w.state = 'ASKED'
            and w.asked_at > now() - interval '8 seconds'
            and s.id = w.scale_id
            and s.agent_id = :agent
            returning w.id, s.kind, s.host, s.port
            """;
    private static final String RELEASE = """
            update weighing w
            set state = 'ASKED'
            from scale s
            where w.state = 'TAKEN'
            and w.asked_at > now() - interval '8 seconds'
            and s.id = w.scale_id
            and s.agent_id = :agent
            and not w.id = any(:holding)
            """;
    private static final String ANSWER = """
            update weighing w
            set state = case when cast(:grams as integer) is null then 'FAILED' else 'WEIGHED' end, grams = :grams, problem = :problem
            from scale s
            where w.id = :id
            and w.state = 'TAKEN'
            and s.id = w.scale_id
            and s.agent_id = :agent
            """;

    private final JdbcClient jdbc;

    Weighings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param state ASKED, TAKEN (the agent is at it), WEIGHED or FAILED */
    record Answer(
            String state, @Nullable Integer grams, @Nullable String problem) {}

    @Transactional
    public UUID ask(UUID scale) {
        var id = Ids.next();
        jdbc.sql("delete from weighing where asked_at < now() - interval '1 hour'")
                .update();
        jdbc.sql("insert into weighing (id, scale_id, state) values (:id, :scale, 'ASKED')")
                .param("id", id)
                .param("scale", scale)
                .update();
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<Answer> answer(UUID id) {
        return jdbc.sql("select state, grams, problem from weighing where id = :id")
                .param("id", id)
                .query(Answer.class)
                .optional();
    }

    /** Questions whose way to the agent was lost are put again. */
    @Transactional
    public void release(UUID agent, Collection<UUID> holding) {
        jdbc.sql(RELEASE)
                .param("agent", agent)
                .param("holding", Sql.uuids(holding))
                .update();
    }

    /** Whether there is something to {@link #take}. */
    @Transactional(readOnly = true)
    public boolean any(UUID agent) {
        return jdbc.sql(ANY).param("agent", agent).query(Boolean.class).single();
    }

    /** What this agent shall weigh, each once. */
    @Transactional
    public List<Messages.Weighing> take(UUID agent) {
        return jdbc.sql(TAKE)
                .param("agent", agent)
                .query((row, n) -> new Messages.Weighing(
                        row.getObject("id", UUID.class),
                        Scale.Kind.valueOf(row.getString("kind")).wire(),
                        row.getString("host"),
                        row.getInt("port")))
                .list();
    }

    @Transactional
    public boolean tell(UUID agent, UUID id, @Nullable Integer grams, @Nullable String problem) {
        return jdbc.sql(ANSWER)
                        .param("agent", agent)
                        .param("id", id)
                        .param("grams", grams, java.sql.Types.INTEGER)
                        .param(
                                "problem",
                                grams != null ? null : problem == null ? "The agent gave no reason." : problem)
                        .update()
                > 0;
    }
}

package wharf.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.platform.FactReader;
import wharf.platform.Sql;
import wharf.shared.Refusal;

/** Builds of the roll-ups: the one shown, and a fresh one read from the first fact on, which takes its place when it has caught up. */
@Service
class Builds {
    private static final String KEPT = "select generation from insight_build where state <> 'OLD' order by generation";
    private static final String START = """
            insert into insight_build (generation, state, started_at, started_by)
            select max(generation) + 1, 'BUILDING', :now, :by
            from insight_build
            returning generation
            """;
    private static final String CAUGHT_UP = """
            select fresh.generation as fresh, shown.generation as shown
            from insight_build fresh
            join fact_cursor come on come.reader = 'insight-' || fresh.generation
            join insight_build shown on shown.state = 'CURRENT'
            left join fact_cursor so_far on so_far.reader = 'insight-' || shown.generation
            where fresh.state = 'BUILDING'
            and (so_far.reader is null or (come.xid, come.fact_id) >= (so_far.xid, so_far.fact_id))
            """;
    private static final String RETIRE =
            "update insight_build set state = 'OLD' where generation = :generation and state = 'CURRENT'";
    private static final String SHOW =
            "update insight_build set state = 'CURRENT', ready_at = :now where generation = :generation";
    private static final String HOLD = """
            select generation
            from insight_build
            where generation = :generation
            and state <> 'OLD'
            for share
            """;
    private static final List<String> FORGET = List.of(
            "delete from insight_day where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_spread where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_split where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_slot where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_labour where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_order where generation in (select generation from insight_build where state = 'OLD')");

    private final JdbcClient jdbc;
    private final FactReader facts;
    private final BusinessClock clock;

    Builds(JdbcClient jdbc, FactReader facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** A build. */
    record Build(
            int generation,
            String state,
            Instant startedAt,
            String startedBy,
            @Nullable Instant readyAt) {}

    /** The name under which a build reads facts. */
    static String reader(int generation) {
        return "insight-" + generation;
    }

    /** The build that is shown and the one in the making. */
    @Transactional(readOnly = true)
    public List<Integer> kept() {
        return jdbc.sql(KEPT).query(Integer.class).list();
    }

    @Transactional(readOnly = true)
    public Optional<Build> latest() {
        return jdbc.sql("select * from insight_build order by generation desc limit 1")
                .query((row, n) -> new Build(
                        row.getInt("generation"),
                        row.getString("state"),
                        row.getObject("started_at", java.time.OffsetDateTime.class)
                                .toInstant(),
                        row.getString("started_by"),
                        Optional.ofNullable(row.getObject("ready_at", java.time.OffsetDateTime.class))
                                .map(java.time.OffsetDateTime::toInstant)
                                .orElse(null)))
                .optional();
    }

    /** Begins a fresh build in the background; refuses while one is being made. */
    @Transactional
    public int start() {
        try {
            return jdbc.sql(START)
                    .param("now", Sql.timestamp(clock.instant()))
                    .param("by", Context.current().actor().name())
                    .query(Integer.class)
                    .single();
        } catch (DuplicateKeyException building) {
            throw Refusal.conflict(
                    "already-rebuilding", "The figures are being rebuilt already; wait until that is done.");
        }
    }

    /**
     * Whether a build is kept still. It stays so until the caller's transaction ends: nobody takes its rows away while more of them are
     * written.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(int generation) {
        return jdbc.sql(HOLD)
                .param("generation", generation)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private record Change(int fresh, int shown) {}

    /** Shows the build in the making if it has read all that the one shown has, and forgets that one. */
    @Transactional
    public void show() {
        jdbc.sql(CAUGHT_UP).query(Change.class).optional().ifPresent(this::change);
    }

    // The reader first, as whoever reads a page holds it first and the build after it.
    private void change(Change change) {
        facts.forget(reader(change.shown()));
        if (jdbc.sql(RETIRE).param("generation", change.shown()).update() == 0) return;
        jdbc.sql(SHOW)
                .param("generation", change.fresh())
                .param("now", Sql.timestamp(clock.instant()))
                .update();
        for (var table : FORGET) jdbc.sql(table).update();
    }
}

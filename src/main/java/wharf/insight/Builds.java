package wharf.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
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
    private static final String RETIRE = "update insight_build set state = 'OLD' where state = 'CURRENT'";
    private static final String SHOW =
            "update insight_build set state = 'CURRENT', ready_at = :now where state = 'BUILDING'";
    private static final String BUILDING = "select exists (select from insight_build where state = 'BUILDING')";
    private static final List<String> FORGET = List.of(
            "delete from insight_day where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_spread where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_split where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_slot where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_labour where generation in (select generation from insight_build where state = 'OLD')",
            "delete from insight_order where generation in (select generation from insight_build where state = 'OLD')");

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    Builds(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
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

    /** Shows the build in the making, which has read all there is, and forgets the one before. */
    @Transactional
    public void show() {
        if (!jdbc.sql(BUILDING).query(Boolean.class).single()) return;
        jdbc.sql(RETIRE).update();
        jdbc.sql(SHOW).param("now", Sql.timestamp(clock.instant())).update();
        for (var table : FORGET) jdbc.sql(table).update();
    }
}

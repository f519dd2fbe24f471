package wharf.demo.people;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The table {@code demo_pace}: how fast the simulated people work, and which node plays them. */
@Component
public class Paces {
    /** A demo that was reset has lost the row. */
    private static final String BEGIN = "insert into demo_pace (pace) values ('NORMAL') on conflict do nothing";

    private static final String SET = """
            insert into demo_pace (pace)
            values (:pace)
            on conflict (one) do update
            set pace = excluded.pace
            """;
    private static final String TAKE = """
            update demo_pace
            set node = :node, node_until = now() + make_interval(secs => :lease)
            where node is null
            or node = :node
            or node_until < now()
            returning pace
            """;

    private final JdbcClient jdbc;

    Paces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Pace pace() {
        return jdbc.sql("select pace from demo_pace")
                .query(String.class)
                .optional()
                .map(Pace::valueOf)
                .orElse(Pace.NORMAL);
    }

    /** Seen by whoever plays them within seconds. */
    @Transactional
    public void set(Pace pace) {
        jdbc.sql(SET).param("pace", pace.name()).update();
    }

    /** The pace, if this node plays them from now on for so long; empty when another one does. */
    @Transactional
    public Optional<Pace> take(UUID node, Duration lease) {
        jdbc.sql(BEGIN).update();
        return jdbc.sql(TAKE)
                .param("node", node)
                .param("lease", (double) lease.toSeconds())
                .query(String.class)
                .optional()
                .map(Pace::valueOf);
    }

    /** Another node may play them at once. */
    @Transactional
    public void leave(UUID node) {
        jdbc.sql("update demo_pace set node = null, node_until = null where node = :node")
                .param("node", node)
                .update();
    }
}

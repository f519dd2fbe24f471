package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** What waits for computers of others keeps nobody waiting. */
@WharfTest
class ApartStepsTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Work work;

    @Autowired
    WorkEngine engine;

    @Autowired
    List<WorkStep> steps;

    @Autowired
    JdbcClient jdbc;

    @Test
    void a_round_of_the_common_workers_runs_no_step_that_is_apart_and_the_other_way_round() {
        var common = queued(false);
        var apart = queued(true);

        engine.round(false);
        assertThat(isQueued(common)).isFalse();
        assertThat(isQueued(apart)).isTrue();

        common = queued(false);
        engine.round(true);
        assertThat(isQueued(common)).isTrue();
        assertThat(isQueued(apart)).isFalse();

        engine.drain();
        assertThat(isQueued(common)).isFalse();
    }

    /** For a step of which nothing is known of the subject, so that it is done at once. */
    private UUID queued(boolean apart) {
        var step = apart
                ? steps.stream()
                        .filter(WorkStep::isApart)
                        .map(WorkStep::name)
                        .findFirst()
                        .orElseThrow()
                : "SURVEY";
        var subject = UUID.randomUUID();
        var merchant = scenery.merchant();
        engine.drain();
        scenery.inTransaction(() -> {
            work.add(step, subject, merchant);
            return true;
        });
        return subject;
    }

    private boolean isQueued(UUID subject) {
        return scenery.inTransaction(() -> jdbc.sql("select exists (select from work where subject = :subject)")
                .param("subject", subject)
                .query(Boolean.class)
                .single());
    }
}

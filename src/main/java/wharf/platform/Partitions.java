package wharf.platform;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps monthly partitions ready ahead of time for the tables that only grow. Partitions follow the system's clock, as {@code recorded_at} does.
 * What falls into a default partition after all is reported, and moved by the next run.
 */
@Component
class Partitions {
    private static final Logger log = LoggerFactory.getLogger(Partitions.class);

    /** This month and thirteen to come: a node that is not started for a year still finds its partitions. */
    static final int MONTHS_AHEAD = 14;

    private final JdbcClient jdbc;

    Partitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes what is missing, for this month and others to come; returns how many partitions it made. */
    @Transactional
    public int ensure(int months) {
        int made = jdbc.sql("select ensure_partitions(:months)")
                .param("months", months)
                .query(Integer.class)
                .single();
        if (made > 0) log.info("Made {} monthly partitions", made);
        return made;
    }

    /** The job, on one node; it asks often, since a run gives way to whoever uses a table, and one that finds all in place is cheap. */
    @Configuration(proxyBeanMethods = false)
    static class Job {
        @Bean
        RecurringTask<Void> ensurePartitions(Partitions partitions) {
            return Tasks.recurring("ensure-partitions", FixedDelay.of(Duration.ofHours(1)))
                    .execute((instance, context) ->
                            Context.background("ensure-partitions").run(() -> partitions.ensure(MONTHS_AHEAD)));
        }

        @Bean
        InvariantCheck rowsAreInTheirPartition() {
            return InvariantCheck.sql(
                    "rows-are-in-their-partition",
                    "No row is left in the default partition of a table that is partitioned by month.",
                    """
                    select relation || ' ' || month as subject, n || ' rows in the default partition' as detail
                    from rows_in_default_partitions()
                    limit :limit
                    """);
        }
    }
}

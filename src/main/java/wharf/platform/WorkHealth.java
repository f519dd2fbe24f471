package wharf.platform;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the background keeps up. {@code BEHIND} is a warning, answered with 200: a node that is taken out of service does not work faster.
 */
@Component("workHealthIndicator")
class WorkHealth implements HealthIndicator {
    private static final Status BEHIND = new Status("BEHIND");
    private static final String OLDEST = """
            select step, count(*) as due, extract(epoch from now() - min(due_at))::bigint as oldest_seconds
            from work
            where due_at between '2000-01-01' and now()
            group by step
            order by oldest_seconds desc
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final Duration patience;

    WorkHealth(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${wharf.health.oldest-work:15m}") Duration patience) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        this.patience = patience;
    }

    private record Due(String step, long due, long oldestSeconds) {}

    @Override
    public Health health() {
        var waiting = Context.background("health")
                .call(() -> reading.execute(
                        status -> jdbc.sql(OLDEST).query(Due.class).list()));
        var steps = waiting == null ? List.<Due>of() : waiting;
        boolean behind = steps.stream().anyMatch(due -> due.oldestSeconds() > patience.toSeconds());
        var health = behind ? Health.status(BEHIND) : Health.up();
        steps.forEach(
                due -> health.withDetail(due.step(), due.due() + " due, the oldest for " + due.oldestSeconds() + " s"));
        return health.build();
    }
}

package wharf.picking;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.HomeTile;
import wharf.shared.Authority;

/** What on the floor needs a person. */
@Configuration(proxyBeanMethods = false)
class FloorTiles {
    private static final String WAITING = """
            select count(*)
            from put_back
            where done_at is null
            and merchant_id not in (select training_merchants())
            """;
    private static final String TO_COUNT = """
            select count(*)
            from count_task
            where done_at is null
            and merchant_id not in (select training_merchants())
            """;
    private static final String LEFT = """
            select count(*)
            from pick_batch
            where state = 'PICKING'
            and lease_until < now()
            and not training
            """;

    @Bean
    HomeTile putBacksTile(JdbcClient jdbc) {
        return tile(jdbc, 60, "To put back", "/floor/putback", WAITING);
    }

    @Bean
    HomeTile countsTile(JdbcClient jdbc) {
        return tile(jdbc, 62, "Bins to count", "/floor/count", TO_COUNT);
    }

    @Bean
    HomeTile leftBatchesTile(JdbcClient jdbc) {
        return tile(jdbc, 61, "Carts left standing", "/floor/pick", LEFT);
    }

    private static HomeTile tile(JdbcClient jdbc, int order, String label, String link, String count) {
        return new HomeTile(
                order,
                label,
                link,
                Authority.FLOOR_WORK,
                HomeTile.Severity.WARNING,
                () -> jdbc.sql(count).query(Long.class).single());
    }
}

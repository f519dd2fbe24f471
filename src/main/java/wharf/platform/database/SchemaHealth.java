package wharf.platform.database;

import org.flywaydb.core.Flyway;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the database has every migration this program knows; a node that starts has run them, so this is about what happened since. */
@Component("schemaHealthIndicator")
class SchemaHealth implements HealthIndicator {
    private final Flyway flyway;

    SchemaHealth(Flyway flyway) {
        this.flyway = flyway;
    }

    @Override
    public Health health() {
        var info = flyway.info();
        var current = info.current();
        var health = info.pending().length == 0 && current != null ? Health.up() : Health.down();
        return health.withDetail("version", current == null ? "none" : String.valueOf(current.getVersion()))
                .withDetail("pending", info.pending().length)
                .build();
    }
}

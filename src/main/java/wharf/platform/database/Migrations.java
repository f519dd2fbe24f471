package wharf.platform.database;

import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date as the owner. Migrations grant the application its rights, and name its role as {@code ${app}}.
 * {@code spring.flyway.*} is not read.
 */
final class Migrations {
    private Migrations() {}

    static Flyway run(DatabaseAccess access) {
        var flyway = Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", access.app().username()))
                .load();
        flyway.migrate();
        return flyway;
    }
}

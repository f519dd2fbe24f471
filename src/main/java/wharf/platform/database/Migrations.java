package wharf.platform.database;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;

/**
 * Brings the schema up to date as the owner. Migrations grant the application its rights, and name its role as {@code ${app}}.
 * What else Flyway needs comes by beans of {@link FlywayConfigurationCustomizer}; {@code spring.flyway.*} is not read.
 */
final class Migrations {
    private Migrations() {}

    static Flyway run(DatabaseAccess access, ObjectProvider<FlywayConfigurationCustomizer> customizers) {
        var flyway = configured(access, customizers).load();
        flyway.migrate();
        return flyway;
    }

    private static FluentConfiguration configured(
            DatabaseAccess access, ObjectProvider<FlywayConfigurationCustomizer> customizers) {
        var configuration = Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("app", access.app().username()));
        customizers.orderedStream().forEach(customizer -> customizer.customize(configuration));
        return configuration;
    }
}

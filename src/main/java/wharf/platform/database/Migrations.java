package wharf.platform.database;

import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;

/** Brings the schema up to date as the owner. Migrations name the application's role as {@code ${app_role}}. */
final class Migrations {
    private static final String HISTORY = "flyway_schema_history";

    private Migrations() {}

    static Flyway run(DatabaseAccess access, ObjectProvider<FlywayConfigurationCustomizer> customizers) {
        var flyway = configured(access, customizers).load();
        grant(access);
        flyway.migrate();
        protectHistory(access);
        return flyway;
    }

    private static FluentConfiguration configured(
            DatabaseAccess access, ObjectProvider<FlywayConfigurationCustomizer> customizers) {
        var configuration = Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .table(HISTORY)
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", access.app().username()));
        customizers.orderedStream().forEach(customizer -> customizer.customize(configuration));
        return configuration;
    }

    private static void grant(DatabaseAccess access) {
        try (var owner = Jdbc.connect(access.url(), access.owner(), "wharf-start")) {
            Roles.grant(owner, access.app().username());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void protectHistory(DatabaseAccess access) {
        try (var owner = Jdbc.connect(access.url(), access.owner(), "wharf-start")) {
            Jdbc.executeFormatted(
                    owner,
                    "revoke insert, update, delete on %I from %I",
                    HISTORY,
                    access.app().username());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static DatabaseCannotStart failed(SQLException e) {
        return new DatabaseCannotStart(
                "The owner cannot grant the application its rights: " + e.getMessage() + ".",
                "Make wharf.database.owner.username the owner of the database and of its schema public.",
                e);
    }
}

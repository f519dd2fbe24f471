package wharf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import wharf.platform.database.DatabaseAccess;

/**
 * The real PostgreSQL of the tests: one server per test JVM, started when first asked for, gone at its end.
 *
 * <p>A Spring Boot test needs nothing: {@code META-INF/spring.factories} of the tests names {@link Initializer}, which gives
 * every application context the settings of the shared database, lazily, below every other source. So {@code @SpringBootTest}
 * alone works, a test without a database starts none, and a test that sets {@code wharf.database.url} itself (empty: the
 * embedded server, with {@code wharf.database.directory} and {@code wharf.database.port} of its own) gets what it set.
 *
 * <p>All contexts of a JVM share one migrated database: a test makes its own merchant and looks at nothing else. One that
 * must be alone takes {@link #newDatabase()}, as {@code @DynamicPropertySource} or as {@code -D} options of a child process.
 *
 * <p>{@code -Dwharf.test.database.url=jdbc:postgresql://host:port/postgres}, {@code .username} and {@code .password} run the
 * tests on an external server instead, as a superuser or as a role that may create databases and roles. Each test JVM makes
 * roles and databases with random names there, and drops them at its end: migrations name the application's role by the
 * placeholder {@code ${app}}, never as such. {@code -Dwharf.test.debian=true} starts and uses the PostgreSQL that Debian packages; {@code verify}
 * does so for the {@link Core}. The servers of the tests are fast and not durable.
 */
public final class Postgres {
    private static @Nullable TestServer server;
    private static @Nullable DatabaseAccess shared;

    private Postgres() {}

    /** The database all contexts share: empty at first, migrated by the first context. */
    public static synchronized DatabaseAccess shared() {
        if (shared == null) shared = server().create();
        return shared;
    }

    /** Another database, empty, for a test that must be alone in it. */
    public static synchronized DatabaseAccess newDatabase() {
        return server().create();
    }

    /** The settings that make Wharf use such a database, {@code wharf.database.url} and so on. */
    public static Map<String, String> properties(DatabaseAccess access) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("wharf.database.url", access.url());
        properties.put("wharf.database.owner.username", access.owner().username());
        properties.put("wharf.database.owner.password", access.owner().password());
        properties.put("wharf.database.app.username", access.app().username());
        properties.put("wharf.database.app.password", access.app().password());
        return properties;
    }

    /** A connection that sees all rows of all merchants; the caller closes it. */
    public static Connection connectAsOwner(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(
                access.url(), access.owner().username(), access.owner().password());
    }

    /** A connection under row-level security, as the application has it; the caller closes it. */
    public static Connection connectAsApp(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(
                access.url(), access.app().username(), access.app().password());
    }

    private static TestServer server() {
        if (server == null) {
            server = TestServer.start();
            Runtime.getRuntime().addShutdownHook(new Thread(Postgres::stop, "test-postgres-stop"));
        }
        return server;
    }

    private static void stop() {
        try {
            if (server != null) server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a context the settings of the shared database. */
    static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment().getPropertySources().addLast(new Lazily());
        }
    }

    private static final class Lazily extends PropertySource<String> {
        private Lazily() {
            super("shared test database", "");
        }

        /** Any property of the prefix is asked for in turn; only those five start the server. */
        @Override
        public @Nullable Object getProperty(String name) {
            return switch (name) {
                case "wharf.database.url" -> shared().url();
                case "wharf.database.owner.username" -> shared().owner().username();
                case "wharf.database.owner.password" -> shared().owner().password();
                case "wharf.database.app.username" -> shared().app().username();
                case "wharf.database.app.password" -> shared().app().password();
                default -> null;
            };
        }
    }
}

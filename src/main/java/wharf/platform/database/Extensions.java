package wharf.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extensions the schema builds on, and the one that only observes. */
final class Extensions {
    private static final Logger log = LoggerFactory.getLogger(Extensions.class);
    private static final List<String> REQUIRED = List.of("pg_trgm", "btree_gist", "pgcrypto", "unaccent");
    private static final String OBSERVING = "pg_stat_statements";

    private Extensions() {}

    static void create(Connection connection) throws SQLException {
        for (var extension : REQUIRED) createRequired(connection, extension);
        createObserving(connection);
    }

    private static void createRequired(Connection connection, String extension) throws SQLException {
        try {
            create(connection, extension);
        } catch (SQLException e) {
            throw new DatabaseCannotStart(
                    "The database lacks the extension " + extension + ", and it cannot be made: " + e.getMessage()
                            + ".",
                    "Install PostgreSQL's contrib package, and have an administrator run: create extension " + extension
                            + ";",
                    e);
        }
    }

    /** Only a superuser may make this one; nothing depends on it. */
    private static void createObserving(Connection connection) {
        try {
            create(connection, OBSERVING);
        } catch (SQLException e) {
            log.info("No {} here (a superuser may create it): statements are not measured", OBSERVING);
        }
    }

    private static void create(Connection connection, String extension) throws SQLException {
        if (Jdbc.truth(connection, "select exists (select from pg_extension where extname = ?)", extension)) return;
        Jdbc.executeFormatted(connection, "create extension %I", extension);
    }
}

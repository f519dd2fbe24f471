package wharf.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The roles of an embedded server, and what belongs to them. */
final class EmbeddedRoles {
    private EmbeddedRoles() {}

    static void create(Connection superuser, String database, Credentials credentials) throws SQLException {
        Roles.createIfMissing(superuser, credentials.owner());
        Roles.createIfMissing(superuser, credentials.app());
        if (!Jdbc.truth(superuser, "select exists (select from pg_database where datname = ?)", database))
            Jdbc.executeFormatted(
                    superuser,
                    "create database %I owner %I",
                    database,
                    credentials.owner().username());
    }

    static void ownSchema(Connection superuser, Credentials credentials) throws SQLException {
        Jdbc.executeFormatted(
                superuser,
                "alter schema public owner to %I",
                credentials.owner().username());
    }
}

package wharf.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.util.PasswordUtil;

/** What both kinds of database need of their roles. */
final class Roles {
    private Roles() {}

    static boolean exists(Connection connection, String role) throws SQLException {
        return Jdbc.truth(connection, "select exists (select from pg_roles where rolname = ?)", role);
    }

    /** The password goes over as its SCRAM verifier, so that no log shows it. */
    static void createIfMissing(Connection connection, Login login) throws SQLException {
        if (exists(connection, login.username())) return;
        var verifier = PasswordUtil.encodeScramSha256(login.password().toCharArray());
        Jdbc.executeFormatted(
                connection,
                "create role %I login nosuperuser nobypassrls nocreatedb nocreaterole password %L",
                login.username(),
                verifier);
    }
}

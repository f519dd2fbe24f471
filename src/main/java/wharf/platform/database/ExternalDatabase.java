package wharf.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL that somebody else runs: checked before anything relies on it. */
final class ExternalDatabase {
    private static final int OLDEST_VERSION = 150000;

    /** The role itself counts as its own member. */
    private static final String ABOVE_THE_LAW = """
            select exists (
                select from pg_roles r
                where (r.rolsuper or r.rolbypassrls or r.rolname = ?)
                  and pg_has_role(?::name, r.oid, 'member'))
            """;

    private ExternalDatabase() {}

    static void prepare(DatabaseAccess access) {
        try (var owner = Jdbc.connect(access.url(), access.owner(), "wharf-start")) {
            requireVersion(Integer.parseInt(Jdbc.text(owner, "show server_version_num")));
            requireApp(owner, access);
            Extensions.create(owner);
        } catch (SQLException e) {
            throw cannotUse(access, access.owner(), "owner", e);
        }
        try (var app = Jdbc.connect(access.url(), access.app(), "wharf-start")) {
            Jdbc.text(app, "select 1");
        } catch (SQLException e) {
            throw cannotUse(access, access.app(), "app", e);
        }
    }

    /** @param number as PostgreSQL counts: 150004 is 15.4 */
    static void requireVersion(int number) {
        if (number >= OLDEST_VERSION) return;
        throw new DatabaseCannotStart(
                "The database is PostgreSQL " + number / 10_000 + "; Wharf needs 15 or newer.",
                "Upgrade it, or point wharf.database.url elsewhere.");
    }

    private static void requireApp(Connection owner, DatabaseAccess access) throws SQLException {
        var app = access.app().username();
        if (!Roles.exists(owner, app)) createApp(owner, access.app());
        if (!Jdbc.truth(owner, ABOVE_THE_LAW, access.owner().username(), app)) return;
        throw new DatabaseCannotStart(
                "The application's role " + app
                        + " is a superuser, bypasses row-level security, or may act as the owner "
                        + access.owner().username() + ": it would see every merchant's rows.",
                "Name another role by wharf.database.app.username, or run: alter role " + app
                        + " nosuperuser nobypassrls; and revoke its memberships.");
    }

    private static void createApp(Connection owner, Login app) throws SQLException {
        try {
            Roles.createIfMissing(owner, app);
        } catch (SQLException e) {
            throw new DatabaseCannotStart(
                    "The application's role " + app.username() + " does not exist, and the owner may not create it: "
                            + e.getMessage() + ".",
                    "Have an administrator run: create role " + app.username()
                            + " login nosuperuser nobypassrls password '…';",
                    e);
        }
    }

    private static DatabaseCannotStart cannotUse(DatabaseAccess access, Login login, String kind, SQLException e) {
        return new DatabaseCannotStart(
                "Cannot use the database " + access.url() + " as " + login.username() + ": " + e.getMessage() + ".",
                "Check wharf.database.url, wharf.database." + kind + ".username and wharf.database." + kind
                        + ".password.",
                e);
    }
}

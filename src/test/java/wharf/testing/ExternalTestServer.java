package wharf.testing;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import wharf.platform.database.DatabaseAccess;
import wharf.platform.database.Login;

/** Databases and roles with random names on a server that somebody else runs; dropped at the end. */
final class ExternalTestServer implements TestServer {
    private final String url;
    private final Login administrator;
    private final Login owner;
    private final Login app;
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final List<String> databases = new ArrayList<>();
    private final boolean ownOwner;

    ExternalTestServer(String url, String administrator, String password) throws IOException {
        this.url = url;
        this.administrator = new Login(administrator, password);
        this.app = new Login("wharf_app_" + suffix, UUID.randomUUID().toString());
        try (var connection = connect()) {
            this.ownOwner = isSuperuser(connection);
            this.owner = ownOwner
                    ? new Login("wharf_owner_" + suffix, UUID.randomUUID().toString())
                    : this.administrator;
            if (ownOwner)
                execute(
                        connection,
                        "create role %s login createrole password '%s'".formatted(owner.username(), owner.password()));
        } catch (SQLException e) {
            throw new IOException("Cannot prepare " + url + " for tests", e);
        }
    }

    /** The application's role is left to the product to create, as it would be at a customer's. */
    @Override
    public DatabaseAccess create() {
        var name = "wharf_test_" + suffix + "_" + databases.size();
        try (var connection = connect()) {
            execute(
                    connection,
                    "create database %s owner %s template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'"
                            .formatted(name, owner.username()));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create " + name, e);
        }
        databases.add(name);
        return new DatabaseAccess(url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), owner, app);
    }

    @Override
    public void close() throws IOException {
        try (var connection = connect()) {
            for (var database : databases) execute(connection, "drop database if exists " + database + " with (force)");
            execute(connection, "drop role if exists " + app.username());
            if (ownOwner) execute(connection, "drop role if exists " + owner.username());
        } catch (SQLException e) {
            throw new IOException("Cannot clear " + url + " of the tests' databases", e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, administrator.username(), administrator.password());
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select rolsuper from pg_roles where rolname = current_user")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

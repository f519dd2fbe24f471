package wharf.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The few statements run before there is a pool. */
final class Jdbc {
    private Jdbc() {}

    static Connection connect(String url, Login login, String applicationName) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.password());
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    /** First column of the first row as text; fails when there is no row. */
    static String text(Connection connection, String sql, String... arguments) throws SQLException {
        var texts = texts(connection, sql, arguments);
        if (texts.isEmpty()) throw new SQLException("No row: " + sql);
        return texts.getFirst();
    }

    static boolean truth(Connection connection, String sql, String... arguments) throws SQLException {
        return "t".equals(text(connection, sql, arguments));
    }

    static List<String> texts(Connection connection, String sql, String... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) statement.setString(i + 1, arguments[i]);
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Runs a statement that takes no parameters, built by the server's own quoting: {@code %I} names, {@code %L} literals. */
    static void executeFormatted(Connection connection, String format, String... arguments) throws SQLException {
        var marks = ", ?".repeat(arguments.length);
        var all = new String[arguments.length + 1];
        all[0] = format;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        execute(connection, text(connection, "select format(?" + marks + ")", all));
    }
}

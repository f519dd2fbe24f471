package wharf.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections outside every pool, for what holds one all its life: {@code LISTEN}, above all. */
public class DedicatedConnections {
    private final DatabaseAccess access;

    DedicatedConnections(DatabaseAccess access) {
        this.access = access;
    }

    /**
     * Opens a connection as the application's role, in auto-commit mode. The caller closes it, and opens another when it breaks.
     *
     * @param purpose shown as {@code wharf-<purpose>} in {@code pg_stat_activity}
     */
    public Connection open(String purpose) throws SQLException {
        return Jdbc.connect(access.url(), access.app(), "wharf-" + purpose);
    }
}

package wharf.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections outside the pools. Placeholder until the database branch lands. */
public interface DedicatedConnections {
    Connection open(String name) throws SQLException;
}

package wharf.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.AbstractDataSource;
import wharf.shared.Lane;

/** Takes each connection from the pool of the lane its caller works in. */
final class LaneDataSource extends AbstractDataSource implements AutoCloseable {
    private final Map<Lane, HikariDataSource> pools;
    private final Supplier<Lane> current;

    LaneDataSource(Map<Lane, HikariDataSource> pools, Supplier<Lane> current) {
        this.pools = Map.copyOf(pools);
        this.current = current;
    }

    HikariDataSource pool(Lane lane) {
        var pool = pools.get(lane);
        if (pool == null) throw new IllegalStateException("No pool for " + lane);
        return pool;
    }

    /** Each pool reports under its name, {@code wharf-<lane>}. */
    void reportTo(MeterRegistry registry) {
        pools.values().forEach(pool -> pool.setMetricRegistry(registry));
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pool(current.get()).getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("Connections come from pools, as the application's role only");
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
    }
}

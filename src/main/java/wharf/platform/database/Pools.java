package wharf.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import wharf.shared.Lane;

/** Makes the bounded pools. Few connections are kept idle, so that small machines and test runs do not pay for all of them. */
final class Pools {
    private static final int KEPT_IDLE = 2;
    private static final long VALIDATION_TIMEOUT_MILLIS = 500;

    private Pools() {}

    static Map<Lane, HikariDataSource> open(DatabaseAccess access, DatabaseSettings settings) {
        var pools = new EnumMap<Lane, HikariDataSource>(Lane.class);
        try {
            for (var lane : Lane.values()) pools.put(lane, new HikariDataSource(configuration(lane, access, settings)));
        } catch (RuntimeException e) {
            pools.values().forEach(HikariDataSource::close);
            throw e;
        }
        return pools;
    }

    private static HikariConfig configuration(Lane lane, DatabaseAccess access, DatabaseSettings settings) {
        var name = "wharf-" + lane.name().toLowerCase(Locale.ROOT);
        int size = settings.pool().of(lane);
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(access.url());
        config.setUsername(access.app().username());
        config.setPassword(access.app().password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, KEPT_IDLE));
        config.setConnectionTimeout(settings.connectionTimeout().toMillis());
        config.setValidationTimeout(
                Math.min(VALIDATION_TIMEOUT_MILLIS, settings.connectionTimeout().toMillis()));
        config.setLeakDetectionThreshold(settings.leakThreshold().toMillis());
        config.addDataSourceProperty("ApplicationName", name);
        // The intake writer runs few statements with arrays of every length: a plan made once serves them all.
        if (lane == Lane.INTAKE) config.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
        driver(config);
        return config;
    }

    /** Statements are prepared on the server from their third use, and kept for the life of the connection. */
    private static void driver(HikariConfig config) {
        config.addDataSourceProperty("prepareThreshold", "3");
        config.addDataSourceProperty("preparedStatementCacheQueries", "512");
        config.addDataSourceProperty("preparedStatementCacheSizeMiB", "8");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // Ids by the hundred go over as they are (platform.Sql.uuids); the driver has arrays of them in text unless
        // told.
        config.addDataSourceProperty("binaryTransferEnable", "UUID_ARRAY");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The detail of an error quotes the row: names and addresses have no business in exceptions and logs.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", "5");
    }
}

package wharf.platform.database;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.platform.Context;
import wharf.shared.Lane;

/**
 * Brings up the database, migrates it as its owner, then offers the application's pools. The pools need the migrated schema as
 * an argument, so that nothing can use them before; Boot's own Flyway and DataSource step back.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    @Bean(destroyMethod = "close")
    Database database(DatabaseSettings settings, ObjectProvider<DatabaseHeadStart.Opening> headStart) {
        var opening = headStart.getIfAvailable();
        return opening == null ? Database.open(settings) : opening.database();
    }

    @Bean
    Flyway flyway(Database database) {
        return database.migrated();
    }

    @Bean(destroyMethod = "close")
    @Primary
    DataSource dataSource(Database database, Flyway migrated, DatabaseSettings settings) {
        return new LaneDataSource(
                Pools.open(database.access(), settings), () -> Context.current().lane());
    }

    @Bean
    DedicatedConnections dedicatedConnections(Database database, Flyway migrated) {
        return new DedicatedConnections(database.access());
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return new RecordJdbc(JdbcClient.create(dataSource));
    }

    /** Recurring jobs must not starve, nor be starved by, screens. */
    @Bean
    DbSchedulerCustomizer schedulerInTheBackground(DataSource dataSource) {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<DataSource> dataSource() {
                return dataSource instanceof LaneDataSource lanes
                        ? Optional.of(lanes.pool(Lane.BACKGROUND))
                        : Optional.empty();
            }
        };
    }

    /** Boot finds no pool behind the lanes by itself. */
    @Bean
    MeterBinder lanePoolMeters(DataSource dataSource) {
        return registry -> {
            if (dataSource instanceof LaneDataSource lanes) lanes.reportTo(registry);
        };
    }
}

package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import wharf.shared.Lane;

@SpringBootTest(
        classes = DatabaseConfigurationTest.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"wharf.database.pool.intake=2", "wharf.database.connection-timeout=300ms"})
class DatabaseConfigurationTest {
    @Configuration(proxyBeanMethods = false)
    @Import(DatabaseConfiguration.class)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class
    })
    static class Application {}

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DataSource dataSource;

    @Autowired
    List<Flyway> flyways;

    @Autowired
    DedicatedConnections dedicated;

    @Autowired
    MeterBinder meters;

    @Autowired
    DatabaseSettings settings;

    @Autowired
    Database database;

    @Test
    void theApplicationWorksAsARoleBoundByRowLevelSecurity() {
        var role = jdbc.sql("select current_user").query(String.class).single();
        assertThat(role).startsWith("wharf_app");
        var free = jdbc.sql("""
                        select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole
                        from pg_roles where rolname = current_user
                        """).query(Boolean.class).single();
        assertThat(free).isFalse();
    }

    @Test
    void onlyTheOwnerMigrates() {
        assertThat(flyways).hasSize(1);
        assertThat(jdbc.sql("select tableowner from pg_tables where tablename = 'flyway_schema_history'")
                        .query(String.class)
                        .single())
                .startsWith("wharf_owner");
        assertThatThrownBy(() -> jdbc.sql("delete from flyway_schema_history").update())
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("create table sneaky (id int)").update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void eachLaneHasItsOwnPool() throws SQLException {
        try (var pools = lanes(Lane.BACKGROUND);
                var connection = pools.getConnection()) {
            assertThat(Jdbc.text(connection, "show application_name")).isEqualTo("wharf-background");
        }
        try (var connection = dataSource.getConnection()) {
            assertThat(Jdbc.text(connection, "show application_name")).isEqualTo("wharf-screen");
            assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                    .isEqualTo(3);
        }
    }

    @Test
    void eachPoolCanBeWatched() {
        var registry = new SimpleMeterRegistry();
        meters.bindTo(registry);
        var size = registry.get("hikaricp.connections.max")
                .tag("pool", "wharf-intake")
                .gauge();
        assertThat(size.value()).isEqualTo(2);
    }

    @Test
    void anExhaustedLaneSaysSoAtOnceWhileTheOthersGoOn() throws SQLException {
        try (var pools = lanes(Lane.INTAKE)) {
            var taken = new ArrayList<Connection>();
            for (int i = 0; i < settings.pool().intake(); i++) taken.add(pools.getConnection());
            long start = System.nanoTime();
            assertThatThrownBy(pools::getConnection).isInstanceOf(SQLTransientConnectionException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            try (HikariDataSource screen = pools.pool(Lane.SCREEN);
                    var connection = screen.getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
            for (var connection : taken) connection.close();
        }
    }

    @Test
    void aDedicatedConnectionHearsWhatOthersNotify() throws SQLException {
        try (var connection = dedicated.open("listener")) {
            assertThat(Jdbc.text(connection, "show application_name")).isEqualTo("wharf-listener");
            Jdbc.execute(connection, "listen bell");
            jdbc.sql("select pg_notify('bell', 'ding')").query().singleRow();
            var heard = connection.unwrap(PGConnection.class).getNotifications(5_000);
            assertThat(heard).singleElement().extracting("parameter").isEqualTo("ding");
        }
    }

    private LaneDataSource lanes(Lane lane) {
        return new LaneDataSource(Pools.open(database.access(), settings), () -> lane);
    }
}

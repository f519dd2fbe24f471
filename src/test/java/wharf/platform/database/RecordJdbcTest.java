package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.convert.ConversionException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import wharf.testing.Postgres;

/** Records are read as Spring reads them, and nothing is thrown on the way. */
class RecordJdbcTest {
    private static final UUID ID = UUID.randomUUID();
    private static final String ROWS = """
            select :id::uuid as id, 'Ada' as full_name, 7 as "lineCount", 12345678901 as amount_minor, true as is_open, 'SOME' as how_many,
                timestamptz '2026-11-26 05:00:00.123456+02' as placed_at, null::timestamptz as ended_at, date '2026-11-26' as due_on, 1.5 as share,
                'not asked for' as more
            union all
            select :id, null, 8, null, false, 'NONE', '1969-12-31 23:59:59.5Z', '2026-03-29 01:30:00Z', null, 0, null
            """;

    private SingleConnectionDataSource connection;
    private JdbcClient spring;
    private JdbcClient jdbc;

    private enum Amount {
        NONE,
        SOME
    }

    private record Row(
            UUID id,
            @Nullable String fullName,
            int lineCount,
            @Nullable Long amountMinor,
            boolean isOpen,
            Amount howMany,
            Instant placedAt,
            @Nullable Instant endedAt,
            @Nullable LocalDate dueOn,
            double share) {
        Row(UUID id) {
            this(id, null, 0, null, false, Amount.NONE, Instant.EPOCH, null, null, 0);
        }
    }

    private record Count(int count) {}

    @BeforeEach
    void connect() throws SQLException {
        connection = new SingleConnectionDataSource(Postgres.connectAsApp(Postgres.shared()), true);
        spring = JdbcClient.create(connection);
        jdbc = new RecordJdbc(JdbcClient.create(connection));
    }

    @AfterEach
    void close() {
        connection.destroy();
    }

    @Test
    void aRecordIsWhatSpringMakesOfTheRow() {
        var rows = jdbc.sql(ROWS).param("id", ID).query(Row.class).list();

        assertThat(rows)
                .isEqualTo(spring.sql(ROWS).param("id", ID).query(Row.class).list());
        assertThat(rows.getFirst().placedAt()).isEqualTo("2026-11-26T03:00:00.123456Z");
        assertThat(rows.getFirst().endedAt()).isNull();
        assertThat(rows.getLast().placedAt()).isEqualTo("1969-12-31T23:59:59.500Z");
        assertThat(new Row(ID).lineCount()).isZero();
    }

    @Test
    void oneInstantIsReadTooAndMayBeMissing() {
        assertThat(jdbc.sql("select timestamptz '2026-11-26 05:00:00Z'")
                        .query(Instant.class)
                        .single())
                .isEqualTo("2026-11-26T05:00:00Z");
        assertThat(jdbc.sql("select null::timestamptz").query(Instant.class).list())
                .containsExactly((Instant) null);
    }

    @Test
    void nothingIsThrownOnTheWay() {
        var thrown = new AtomicInteger();
        var byUs = new RecordRows<>(Row.class);
        var rows = jdbc.sql(ROWS.replace("\"lineCount\"", "line_count"))
                .param("id", ID)
                .query((row, n) -> byUs.mapRow(counting(row, thrown), n))
                .list();

        assertThat(rows).hasSize(2);
        assertThat(thrown).hasValue(0);
    }

    @Test
    void aColumnThatIsMissingAndAnEmptyOneForANumberAreFaults() {
        assertThatThrownBy(
                        () -> jdbc.sql("select 1 as number").query(Count.class).single())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("count");
        assertThatThrownBy(() ->
                        jdbc.sql("select null::int as count").query(Count.class).single())
                .isInstanceOf(ConversionException.class);
    }

    @Test
    void parametersByPlaceAndByNameReachTheStatement() {
        assertThat(jdbc.sql("select ?::int + ?::int as count")
                        .params(List.of(1, 2))
                        .query(Count.class)
                        .single())
                .isEqualTo(new Count(3));
        assertThat(jdbc.sql("select :count::int as count")
                        .paramSource(new Count(4))
                        .query(Count.class)
                        .single())
                .isEqualTo(new Count(4));
        assertThat(jdbc.sql("select generate_series(1, 9) as count")
                        .withMaxRows(2)
                        .query(Count.class)
                        .list())
                .containsExactly(new Count(1), new Count(2));
    }

    private static ResultSet counting(ResultSet row, AtomicInteger thrown) {
        return (ResultSet) Proxy.newProxyInstance(
                RecordJdbcTest.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (self, method, arguments) -> {
                    try {
                        return method.invoke(row, arguments);
                    } catch (InvocationTargetException fault) {
                        thrown.incrementAndGet();
                        throw fault.getCause();
                    }
                });
    }
}

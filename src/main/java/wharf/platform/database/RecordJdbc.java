package wharf.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SingleColumnRowMapper;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.KeyHolder;

/** Spring's client, but for how it maps records and instants: by {@link RecordRows}. */
final class RecordJdbc implements JdbcClient {
    private final JdbcClient client;
    private final Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>(Map.of(Instant.class, new Instants()));

    RecordJdbc(JdbcClient client) {
        this.client = client;
    }

    @Override
    public StatementSpec sql(String sql) {
        return new Statement(client.sql(sql));
    }

    @SuppressWarnings("unchecked")
    private <T> RowMapper<T> mapper(Class<T> type) {
        return (RowMapper<T>) mappers.computeIfAbsent(type, RecordRows::new);
    }

    private static final class Instants extends SingleColumnRowMapper<Instant> {
        Instants() {
            super(Instant.class);
        }

        @Override
        protected @Nullable Object getColumnValue(ResultSet row, int column, @Nullable Class<?> type)
                throws SQLException {
            return RecordRows.value(row, column, Instant.class);
        }
    }

    /** Each setting goes to the statement behind it, which is one object all the time. */
    private final class Statement implements StatementSpec {
        private final StatementSpec spec;

        Statement(StatementSpec spec) {
            this.spec = spec;
        }

        @Override
        public <T> MappedQuerySpec<T> query(Class<T> type) {
            return type.isRecord() || type == Instant.class ? spec.query(mapper(type)) : spec.query(type);
        }

        @Override
        public StatementSpec withFetchSize(int fetchSize) {
            spec.withFetchSize(fetchSize);
            return this;
        }

        @Override
        public StatementSpec withMaxRows(int maxRows) {
            spec.withMaxRows(maxRows);
            return this;
        }

        @Override
        public StatementSpec withQueryTimeout(int queryTimeout) {
            spec.withQueryTimeout(queryTimeout);
            return this;
        }

        @Override
        public StatementSpec param(@Nullable Object value) {
            spec.param(value);
            return this;
        }

        @Override
        public StatementSpec param(int jdbcIndex, @Nullable Object value) {
            spec.param(jdbcIndex, value);
            return this;
        }

        @Override
        public StatementSpec param(int jdbcIndex, @Nullable Object value, int sqlType) {
            spec.param(jdbcIndex, value, sqlType);
            return this;
        }

        @Override
        public StatementSpec param(String name, @Nullable Object value) {
            spec.param(name, value);
            return this;
        }

        @Override
        public StatementSpec param(String name, @Nullable Object value, int sqlType) {
            spec.param(name, value, sqlType);
            return this;
        }

        @Override
        public StatementSpec params(@Nullable Object... values) {
            spec.params(values);
            return this;
        }

        @Override
        public StatementSpec params(List<?> values) {
            spec.params(values);
            return this;
        }

        @Override
        public StatementSpec params(Map<String, ?> paramMap) {
            spec.params(paramMap);
            return this;
        }

        @Override
        public StatementSpec paramSource(Object namedParamObject) {
            spec.paramSource(namedParamObject);
            return this;
        }

        @Override
        public StatementSpec paramSource(SqlParameterSource namedParamSource) {
            spec.paramSource(namedParamSource);
            return this;
        }

        @Override
        public ResultQuerySpec query() {
            return spec.query();
        }

        @Override
        public <T> MappedQuerySpec<T> query(RowMapper<T> rowMapper) {
            return spec.query(rowMapper);
        }

        @Override
        public void query(RowCallbackHandler rch) {
            spec.query(rch);
        }

        @Override
        public <T> T query(ResultSetExtractor<T> rse) {
            return spec.query(rse);
        }

        @Override
        public int update() {
            return spec.update();
        }

        @Override
        public int update(KeyHolder generatedKeyHolder) {
            return spec.update(generatedKeyHolder);
        }

        @Override
        public int update(KeyHolder generatedKeyHolder, String... keyColumnNames) {
            return spec.update(generatedKeyHolder, keyColumnNames);
        }
    }
}

package wharf.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Statements that only write, of whose answers nothing further depends. By themselves they are sent at once; inside {@link #together} they
 * are gathered and go to the server in one round trip, which works through them in their order while nobody waits on the wire.
 */
@Component
public class Pipeline {
    private static final ScopedValue<List<Statement>> GATHERED = ScopedValue.newInstance();
    private static final int SENT_BEFORE = 256;

    private final JdbcTemplate jdbc;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();
    private final Cache<List<String>, String> joined =
            Caffeine.newBuilder().maximumSize(SENT_BEFORE).build();

    Pipeline(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Parsed(ParsedSql named, String numbered) {}

    /** A statement with named parameters, as {@link org.springframework.jdbc.core.simple.JdbcClient} takes them. */
    public Statement sql(String sql) {
        return new Statement(sql);
    }

    /**
     * What the work writes through this goes out when it returns, in one round trip; nothing when it throws. What it writes is not there to be
     * read before that. The first statement that fails is the one whose error is thrown, and those after it were not done.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void together(Runnable work) {
        if (GATHERED.isBound()) {
            work.run();
            return;
        }
        var gathered = new ArrayList<Statement>();
        ScopedValue.where(GATHERED, gathered).run(work);
        if (!gathered.isEmpty()) send(gathered);
    }

    private void send(List<Statement> statements) {
        var texts = statements.stream().map(Statement::text).toList();
        var sql = joined.get(
                texts,
                these -> these.stream().map(text -> parsed(text).numbered()).collect(Collectors.joining(";\n")));
        var values = new ArrayList<@Nullable Object>();
        for (var statement : statements) values.addAll(statement.values());
        jdbc.execute(connection -> connection.prepareStatement(sql), (PreparedStatement prepared) -> {
            new ArgumentPreparedStatementSetter(values.toArray()).setValues(prepared);
            prepared.execute();
            for (var statement : statements) statement.answered(prepared);
            return statements.size();
        });
    }

    private Parsed parsed(String sql) {
        return parsed.computeIfAbsent(sql, text -> {
            var named = NamedParameterUtils.parseSqlStatement(text);
            return new Parsed(named, NamedParameterUtils.substituteNamedParameters(named, null));
        });
    }

    /** A statement that is being filled in. */
    public final class Statement {
        private final String text;
        private final MapSqlParameterSource parameters = new MapSqlParameterSource();
        private IntConsumer written = rows -> {};

        private Statement(String text) {
            this.text = text;
        }

        private String text() {
            return text;
        }

        public Statement param(String name, @Nullable Object value) {
            parameters.addValue(name, value);
            return this;
        }

        /** @param sqlType of {@link java.sql.Types}, for what may be null */
        public Statement param(String name, @Nullable Object value, int sqlType) {
            parameters.addValue(name, value, sqlType);
            return this;
        }

        /** Is told how many rows the statement wrote, once it has; what it throws fails the whole. */
        public Statement written(IntConsumer rows) {
            this.written = rows;
            return this;
        }

        /** Sends it, or lets it be sent with the others. */
        public void send() {
            if (GATHERED.isBound()) GATHERED.get().add(this);
            else Pipeline.this.send(List.of(this));
        }

        private List<@Nullable Object> values() {
            return java.util.Arrays.asList(
                    NamedParameterUtils.buildValueArray(parsed(text).named(), parameters, null));
        }

        private void answered(PreparedStatement prepared) throws SQLException {
            int rows = prepared.getUpdateCount();
            if (rows >= 0) written.accept(rows);
            prepared.getMoreResults();
        }
    }
}

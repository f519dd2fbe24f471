package wharf.yours;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.yours.csv.Field;

/** The table {@code trial_row}: rows waiting to be joined into orders. */
@Service
class StagedRows {
    private static final String ADD = """
            insert into trial_row (trial_id, file_no, line_no, merchant_id, kind, key, fields)
            select :trial, :file, r.line, :merchant, r.kind, r.key, cast(r.fields as jsonb)
            from unnest(:lines, :kinds, :keys, :fields) as r (line, kind, key, fields)
            """;
    private static final String COUNT = """
            with file as (
              update trial_file
              set rows_read = rows_read + :read, rows_bad = rows_bad + :bad, read = :ended
              where trial_id = :trial
              and file_no = :file
              and rows_read = :known
              returning trial_id
            )
            update trial
            set rows_read = trial.rows_read + :read
            from file
            where trial.id = file.trial_id
            and trial.run = :run
            and trial.state = 'READING'
            returning trial.rows_read
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RowMapper<Staged> row;

    StagedRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = (r, n) -> new Staged(
                r.getInt("file_no"),
                r.getLong("line_no"),
                TrialFile.Kind.valueOf(r.getString("kind")),
                r.getString("key"),
                fields(r.getString("fields")));
    }

    private Map<Field, String> fields(String text) {
        return json.readValue(text, new TypeReference<EnumMap<Field, String>>() {});
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(UUID trial, MerchantId merchant, int file, List<Staged> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql(ADD)
                .param("trial", trial)
                .param("merchant", merchant.value())
                .param("file", file)
                .param("lines", Sql.longs(rows.stream().map(Staged::line).toList()))
                .param(
                        "kinds",
                        Sql.texts(rows.stream().map(one -> one.kind().name()).toList()))
                .param("keys", Sql.texts(rows.stream().map(Staged::key).toList()))
                .param(
                        "fields",
                        Sql.texts(rows.stream()
                                .map(one -> json.writeValueAsString(one.fields()))
                                .toList()))
                .update();
    }

    /**
     * How many rows the trial has by now; empty when it reads no more, or this reader is not the one who reads on.
     *
     * @param known rows of the file that had been read before these
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public java.util.Optional<Long> count(Trial trial, int file, long known, long read, long bad, boolean ended) {
        return jdbc.sql(COUNT)
                .param("trial", trial.id())
                .param("run", trial.run())
                .param("file", file)
                .param("known", known)
                .param("read", read)
                .param("bad", bad)
                .param("ended", ended)
                .query(Long.class)
                .optional();
    }

    /** The next order numbers in order. */
    @Transactional(readOnly = true)
    public List<String> orderKeys(UUID trial, @Nullable String after, int limit) {
        return jdbc.sql("""
                select distinct key
                from trial_row
                where trial_id = :trial
                and kind = 'ORDER'
                and key > :after
                order by key
                limit :limit
                """)
                .param("trial", trial)
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Staged> of(UUID trial, TrialFile.Kind kind, Collection<String> keys) {
        if (keys.isEmpty()) return List.of();
        return jdbc.sql("""
                select file_no, line_no, kind, key, fields::text as fields
                from trial_row
                where trial_id = :trial
                and kind = :kind
                and key = any(:keys)
                order by file_no, line_no
                """)
                .param("trial", trial)
                .param("kind", kind.name())
                .param("keys", Sql.texts(keys))
                .query(row)
                .list();
    }
}

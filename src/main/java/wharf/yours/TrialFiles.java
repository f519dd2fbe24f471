package wharf.yours;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.shared.MerchantId;
import wharf.yours.csv.Format;
import wharf.yours.csv.Guess;

/** The files of trials: their bytes in pieces, how they are written, what their columns mean. */
@Service
class TrialFiles {
    private static final String ADD = """
            insert into trial_file (trial_id, file_no, merchant_id, name, bytes, format, columns, samples)
            values (:trial, :no, :merchant, :name, :bytes, cast(:format as jsonb), cast(:columns as jsonb), cast(:samples as jsonb))
            """;
    private static final String PIECE = """
            insert into trial_piece (trial_id, file_no, piece_no, merchant_id, content)
            values (:trial, :no, :piece, :merchant, :content)
            """;
    private static final String OF = """
            select file_no, name, bytes, format::text as format, columns::text as columns, samples::text as samples, rows_read, rows_bad, read
            from trial_file
            where trial_id = :trial
            order by file_no
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate reading;
    private final RowMapper<TrialFile> row;

    TrialFiles(JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions) {
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        this.jdbc = jdbc;
        this.json = json;
        this.row = (r, n) -> new TrialFile(
                r.getInt("file_no"),
                r.getString("name"),
                r.getLong("bytes"),
                json.readValue(r.getString("format"), Format.class),
                columns(r.getString("columns")),
                json.readValue(r.getString("samples"), new TypeReference<List<List<String>>>() {}),
                r.getLong("rows_read"),
                r.getLong("rows_bad"),
                r.getBoolean("read"));
    }

    Map<Integer, Guess.Suggestion> columns(String text) {
        return json.readValue(text, new TypeReference<TreeMap<Integer, Guess.Suggestion>>() {});
    }

    String text(Map<Integer, Guess.Suggestion> columns) {
        return json.writeValueAsString(columns);
    }

    @Transactional
    public void piece(UUID trial, MerchantId merchant, int file, int piece, byte[] content) {
        jdbc.sql(PIECE)
                .param("trial", trial)
                .param("no", file)
                .param("piece", piece)
                .param("merchant", merchant.value())
                .param("content", content)
                .update();
    }

    @Transactional
    public void add(UUID trial, MerchantId merchant, TrialFile file) {
        jdbc.sql(ADD)
                .param("trial", trial)
                .param("no", file.no())
                .param("merchant", merchant.value())
                .param("name", file.name())
                .param("bytes", file.bytes())
                .param("format", json.writeValueAsString(file.format()))
                .param("columns", text(file.columns()))
                .param("samples", json.writeValueAsString(file.samples()))
                .update();
    }

    @Transactional(readOnly = true)
    public List<TrialFile> of(UUID trial) {
        return jdbc.sql(OF).param("trial", trial).query(row).list();
    }

    @Transactional
    public void map(UUID trial, int file, Format format, Map<Integer, Guess.Suggestion> columns) {
        jdbc.sql("""
                update trial_file
                set format = cast(:format as jsonb), columns = cast(:columns as jsonb)
                where trial_id = :trial
                and file_no = :no
                """)
                .param("trial", trial)
                .param("no", file)
                .param("format", json.writeValueAsString(format))
                .param("columns", text(columns))
                .update();
    }

    /** Opens a file at its first byte; one piece of it is in memory at a time. */
    Supplier<InputStream> open(UUID trial, int file) {
        // Each piece in a transaction of its own: without one nothing is seen, and one over all would last as long as
        // the reading.
        return () -> new Pieces(piece -> Objects.requireNonNull(reading.execute(status -> jdbc.sql("""
                        select content
                        from trial_piece
                        where trial_id = :trial
                        and file_no = :no
                        and piece_no = :piece
                        """)
                .param("trial", trial)
                .param("no", file)
                .param("piece", piece)
                .query((r, n) -> r.getBytes(1))
                .optional())));
    }
}

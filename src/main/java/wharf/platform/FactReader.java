package wharf.platform;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads facts in order, each once, for roll-ups and whatever else is derived from what happened. A reader has a name and a position in the
 * database; what it makes of a page is written in the transaction that moves the position, so that a crash repeats the page and a commit
 * never does. It never passes the oldest transaction still running, in which facts may yet appear. Call it in {@link Context#background};
 * any number of nodes may: one reads, the others find nothing to do.
 */
@Component
public class FactReader {
    private static final String ENTER = "insert into fact_cursor (reader) values (:reader) on conflict do nothing";
    private static final String LOCK = """
            select xid::text as xid, fact_id
            from fact_cursor
            where reader = :reader
            for update skip locked
            """;
    // Ordered by the column, not by its text of the same name: 1000 comes after 999.
    private static final String READ = """
            select f.id, f.xid::text as xid, f.occurred_at, f.merchant_id, f.root, f.subject_kind, f.subject, f.type, f.actor_kind, f.actor,
                   f.reason, f.data::text as data
            from fact f
            where (f.xid, f.id) > (cast(:xid as xid8), :id)
            and f.xid < pg_snapshot_xmin(pg_current_snapshot())
            order by f.xid, f.id
            limit :most
            """;
    private static final String MOVE =
            "update fact_cursor set xid = cast(:xid as xid8), fact_id = :id where reader = :reader";

    /** So long a reader waits for a rush to end before it leaves the rest for the next time it is called. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final WorkPause pause;

    FactReader(JdbcClient jdbc, TransactionTemplate transaction, WorkPause pause) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.pause = pause;
    }

    /** A fact as it is read. {@code data} is JSON. */
    public record Read(
            long id,
            String xid,
            java.time.Instant occurredAt,
            @Nullable UUID merchantId,
            UUID root,
            String subjectKind,
            UUID subject,
            String type,
            String actorKind,
            String actor,
            @Nullable String reason,
            @Nullable String data) {}

    private record Position(String xid, long factId) {}

    /**
     * Gives the reader its next facts, in one transaction with whatever it writes. Returns how many; 0 when there are none for now, or
     * another node is reading.
     *
     * @param reader the reader's name; a new one begins with the first fact there is
     * @param most facts at a time
     */
    public int read(String reader, int most, Consumer<List<Read>> take) {
        return Objects.requireNonNull(transaction.execute(status -> next(reader, most, take)));
    }

    /**
     * Page after page, as {@link #read}, until there is nothing more for now. While callers queue for an answer it is one page a call, and none
     * follows when work here is to be still. Returns how many facts were read.
     */
    public int follow(String reader, int most, Consumer<List<Read>> take) {
        int total = 0;
        int read;
        do {
            read = read(reader, most, take);
            total += read;
        } while (read > 0 && pause.giveWay(PATIENCE));
        return total;
    }

    private int next(String reader, int most, Consumer<List<Read>> take) {
        jdbc.sql(ENTER).param("reader", reader).update();
        var at = jdbc.sql(LOCK).param("reader", reader).query(Position.class).optional();
        if (at.isEmpty()) return 0;
        var page = jdbc.sql(READ)
                .param("xid", at.get().xid())
                .param("id", at.get().factId())
                .param("most", most)
                .query(Read.class)
                .list();
        if (page.isEmpty()) return 0;
        take.accept(page);
        jdbc.sql(MOVE)
                .param("xid", page.getLast().xid())
                .param("id", page.getLast().id())
                .param("reader", reader)
                .update();
        return page.size();
    }

    /** Forgets a reader that reads no more, once it is through with its page; under the same name it would begin anew. */
    public void forget(String reader) {
        transaction.executeWithoutResult(status -> jdbc.sql("delete from fact_cursor where reader = :reader")
                .param("reader", reader)
                .update());
    }
}

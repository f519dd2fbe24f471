package wharf.fulfilment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Orders that no warehouse can ship as it must be shipped, for the exceptions screen: looked at again by themselves. */
@Service
public class Unroutable {
    private static final String LIST = """
            select o.id as order_id, o.number, o.placed_at, w.note as reason, w.due_at as next_try
            from work w
            join orders o on o.id = w.subject
            where w.step = :step
            and w.note is not null
            and w.attempts = 0
            order by o.placed_at, o.id
            limit :limit
            """;

    private final JdbcClient jdbc;

    Unroutable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An order that waits, and why. */
    public record Waiting(UUID orderId, long number, Instant placedAt, String reason, Instant nextTry) {}

    /** The oldest first. */
    @Transactional(readOnly = true)
    public List<Waiting> list(int limit) {
        return jdbc.sql(LIST)
                .param("step", Steps.ROUTE)
                .param("limit", limit)
                .query(Waiting.class)
                .list();
    }
}

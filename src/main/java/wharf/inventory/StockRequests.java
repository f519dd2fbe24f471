package wharf.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Which requests were made before: an id counts once, in one call as in several. */
@Component
class StockRequests {
    // A second request with the same id waits here for the first to commit, and then finds it.
    private static final String REMEMBER = """
            insert into stock_request (id)
            select r.id
            from unnest(:requests) as r (id)
            order by r.id
            on conflict do nothing
            returning id
            """;

    private final JdbcClient jdbc;

    StockRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Those that were not made before, each once.
     *
     * @param field what the call names them, for refusals
     */
    @Transactional(propagation = Propagation.MANDATORY)
    <R extends StockRequest> List<R> fresh(String field, List<R> all) {
        var asked = asked(field, all);
        if (asked.isEmpty()) return List.of();
        var fresh = remember(asked.keySet());
        return asked.values().stream()
                .filter(request -> fresh.contains(request.requestId()))
                .toList();
    }

    private static <R extends StockRequest> LinkedHashMap<UUID, R> asked(String field, List<R> all) {
        var asked = new LinkedHashMap<UUID, R>();
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < all.size(); i++) {
            var request = all.get(i);
            var before = asked.putIfAbsent(request.requestId(), request);
            if (before != null && !before.equals(request)) problems.add(reused(field, i, request));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return asked;
    }

    private Set<UUID> remember(Collection<UUID> requests) {
        return jdbc.sql(REMEMBER)
                .param("requests", Sql.uuids(requests))
                .query(UUID.class)
                .set();
    }

    private static Problem reused(String field, int index, StockRequest request) {
        return Problem.of(
                "request-reused",
                "%s[%d].requestId".formatted(field, index),
                request.requestId(),
                "Something else was asked for with this id; give this request an id of its own.");
    }
}

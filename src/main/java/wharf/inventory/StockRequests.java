package wharf.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Which requests were made before: an id of a merchant counts once, in one call as in several, and stands for one content. */
@Component
class StockRequests {
    // A second request with the same id waits here for the first to commit, and then finds it.
    private static final String REMEMBER = """
            insert into stock_request (merchant_id, id, content)
            select r.merchant_id, r.id, sha256(convert_to(r.content, 'UTF8'))
            from unnest(:merchants, :ids, :contents) as r (merchant_id, id, content)
            order by r.merchant_id, r.id
            on conflict do nothing
            returning merchant_id, id
            """;
    private static final String MADE_FOR_ELSE = """
            select r.merchant_id, r.id
            from unnest(:merchants, :ids, :contents) as r (merchant_id, id, content)
            join stock_request s on s.merchant_id = r.merchant_id and s.id = r.id
            where s.content <> sha256(convert_to(r.content, 'UTF8'))
            """;

    private final JdbcClient jdbc;

    StockRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Key(MerchantId merchant, UUID id) {
        static Key of(StockRequest request) {
            return new Key(request.merchant(), request.requestId());
        }
    }

    /**
     * Those that were not made before, each once. Refuses an id that stands for something else.
     *
     * @param field what the call names them, for refusals
     */
    @Transactional(propagation = Propagation.MANDATORY)
    <R extends StockRequest> List<R> fresh(String field, List<R> all) {
        var asked = asked(field, all);
        if (asked.isEmpty()) return List.of();
        var fresh = keys(REMEMBER, asked.values());
        if (fresh.size() < asked.size()) requireSame(field, all, asked);
        return asked.entrySet().stream()
                .filter(request -> fresh.contains(request.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static <R extends StockRequest> Map<Key, R> asked(String field, List<R> all) {
        var asked = new LinkedHashMap<Key, R>();
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < all.size(); i++) {
            var request = all.get(i);
            var before = asked.putIfAbsent(Key.of(request), request);
            if (before != null && !before.equals(request)) problems.add(reused(field, i, request));
        }
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return asked;
    }

    private <R extends StockRequest> void requireSame(String field, List<R> all, Map<Key, R> asked) {
        var reused = keys(MADE_FOR_ELSE, asked.values());
        if (reused.isEmpty()) return;
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < all.size(); i++)
            if (reused.contains(Key.of(all.get(i)))) problems.add(reused(field, i, all.get(i)));
        throw new Refusal(Refusal.Kind.CONFLICT, problems);
    }

    private Set<Key> keys(String sql, Collection<? extends StockRequest> requests) {
        return jdbc.sql(sql)
                .param("merchants", Sql.ids(requests, StockRequest::merchant))
                .param("ids", Sql.uuids(requests, StockRequest::requestId))
                .param("contents", Sql.texts(requests, StockRequest::content))
                .query((row, n) -> new Key(
                        new MerchantId(row.getObject("merchant_id", UUID.class)), row.getObject("id", UUID.class)))
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

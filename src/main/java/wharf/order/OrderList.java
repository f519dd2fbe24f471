package wharf.order;

import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;
import wharf.platform.Turn;
import wharf.shared.MerchantId;

/** The orders in the caller's scope as a list, newest first. */
@Service
public class OrderList {
    /** One more than lists count, so that they say that there are more. */
    private static final int MOST_FOUND = 1001;

    private static final String LIST = """
            select o.id, o.merchant_id, m.name as merchant, o.number, o.channel, o.external_id, o.state, o.placed_at, o.currency, o.total_minor,
                   o.ship_to_name, o.ship_to ->> 'country' as country, o.open_holds, o.imported_at is not null as imported
            from orders o
            join merchant m on m.id = o.merchant_id
            where (:merchant::uuid is null or o.merchant_id = :merchant)
            and (:states::text[] is null or o.state = any(:states))
            and (:held::boolean is null or (o.open_holds > 0) = :held)
            and (:channel::text is null or o.channel = :channel)
            and (:imported::boolean is null or (o.imported_at is not null) = :imported)
            and (:found::uuid[] is null or o.id = any(:found))
            and (not :backordered or exists (select from reservation r where r.order_id = o.id and r.backordered > 0))
            and (:at::timestamptz is null or (o.placed_at, o.id) %1$s (:at, :id))
            order by o.placed_at %2$s, o.id %2$s
            limit :limit
            """;
    private static final String ONWARD = LIST.formatted("<", "desc");
    private static final String BACK = LIST.formatted(">", "asc");
    private static final String SEARCH = "select * from order_search(:text, :most)";

    private final JdbcClient jdbc;

    OrderList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a list is narrowed to; null means any.
     *
     * @param backordered only those that wait for units
     * @param text the number, or part of the external id, name or e-mail
     * @param imported those finished before Wharf and brought in (true), or all others (false)
     */
    public record Filter(
            @Nullable MerchantId merchant,
            @Nullable List<OrderState> states,
            @Nullable Boolean held,
            boolean backordered,
            @Nullable String channel,
            @Nullable String text,
            @Nullable Boolean imported) {
        /** Whether they were brought in or not. */
        public Filter(
                @Nullable MerchantId merchant,
                @Nullable List<OrderState> states,
                @Nullable Boolean held,
                boolean backordered,
                @Nullable String channel,
                @Nullable String text) {
            this(merchant, states, held, backordered, channel, text, null);
        }

        public static final Filter ALL = new Filter(null, null, null, false, null, null);
    }

    /** A page of the list, in reading order of the turn. */
    @Transactional(readOnly = true)
    public List<OrderSummary> list(Filter filter, Turn turn, int limit) {
        var from = turn.from();
        var states = filter.states();
        return jdbc.sql(turn.back() ? BACK : ONWARD)
                .param(
                        "merchant",
                        filter.merchant() == null ? null : filter.merchant().value(),
                        Types.OTHER)
                .param(
                        "states",
                        states == null || states.isEmpty()
                                ? null
                                : Sql.texts(states.stream().map(Enum::name).toList()))
                .param("held", filter.held(), Types.BOOLEAN)
                .param("backordered", filter.backordered())
                .param("channel", blankToNull(filter.channel()))
                .param("imported", filter.imported(), Types.BOOLEAN)
                .param("found", found(filter.text()))
                .param("at", from == null ? null : Sql.timestamp(from.instant(0)), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", from == null ? null : from.uuid(1), Types.OTHER)
                .param("limit", limit)
                .query(OrderSummary.class)
                .list();
    }

    private @Nullable Object found(@Nullable String text) {
        var term = blankToNull(text);
        if (term == null) return null;
        return Sql.uuids(jdbc.sql(SEARCH)
                .param("text", term)
                .param("most", MOST_FOUND)
                .query(UUID.class)
                .list());
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}

package wharf.demo.tour;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;

/** The table {@code demo_visit}, in the caller's scope. */
@Component
class VisitRows {
    /** For so long an order is left to its visitor. */
    static final Duration KEPT = Duration.ofHours(2);

    private static final String BEGIN = """
            insert into demo_visit (id, merchant_id, cart_id, begun_at, kept_until)
            values (:id, :merchant, :cart, :now, :until)
            on conflict (id) do update
            set merchant_id = excluded.merchant_id, cart_id = excluded.cart_id, order_id = null, hold_id = null, begun_at = excluded.begun_at,
                kept_until = excluded.kept_until
            """;
    private static final String SELECT = """
            select id, merchant_id, cart_id, order_id, hold_id, kept_until
            from demo_visit
            """;
    private static final String ORDERED = """
            update demo_visit
            set order_id = :order, hold_id = :hold, kept_until = :until
            where id = :id
            """;
    private static final String KEPT_NOW = """
            select order_id
            from demo_visit
            where order_id is not null
            and kept_until > :now
            """;
    private static final String AMONG = """
            select order_id
            from demo_visit
            where order_id = any(:orders)
            """;

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    VisitRows(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The visit begins, or begins again with another cart. */
    @Transactional
    public void begin(UUID id, MerchantId merchant, UUID cart) {
        var now = clock.instant();
        jdbc.sql(BEGIN)
                .param("id", id)
                .param("merchant", merchant.value())
                .param("cart", cart)
                .param("now", Sql.timestamp(now))
                .param("until", Sql.timestamp(now.plus(KEPT)))
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<Visit> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(VisitRows::visit)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Visit> byCart(UUID cart) {
        return jdbc.sql(SELECT + "where cart_id = :cart")
                .param("cart", cart)
                .query(VisitRows::visit)
                .optional();
    }

    @Transactional
    public void ordered(Visit visit, OrderId order, UUID hold) {
        jdbc.sql(ORDERED)
                .param("id", visit.id())
                .param("order", order.value())
                .param("hold", hold)
                .param("until", Sql.timestamp(clock.instant().plus(KEPT)))
                .update();
    }

    /** Which of these orders are visitors'. */
    @Transactional(readOnly = true)
    public Set<OrderId> among(Collection<OrderId> orders) {
        return jdbc.sql(AMONG).param("orders", Sql.ids(orders)).query(UUID.class).list().stream()
                .map(OrderId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Orders that are left to their visitors now. */
    @Transactional(readOnly = true)
    public Set<UUID> kept() {
        return jdbc.sql(KEPT_NOW).param("now", Sql.timestamp(clock.instant())).query(UUID.class).list().stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Visit visit(ResultSet row, int n) throws SQLException {
        var order = row.getObject("order_id", UUID.class);
        return new Visit(
                row.getObject("id", UUID.class),
                new MerchantId(row.getObject("merchant_id", UUID.class)),
                row.getObject("cart_id", UUID.class),
                order == null ? null : new OrderId(order),
                row.getObject("hold_id", UUID.class),
                row.getObject("kept_until", OffsetDateTime.class).toInstant());
    }
}

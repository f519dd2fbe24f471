package wharf.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.HomeTile;
import wharf.shared.Authority;

/** The orders and messages that wait for a person, oldest first. */
@Service
public class OrderTroubles {
    private static final String HOLDS = """
            select h.id, h.order_id, o.number, h.kind, h.reason, h.owner, h.placed_at
            from order_hold h
            join orders o on o.id = h.order_id
            where h.lifted_at is null
            order by h.placed_at, h.id
            limit :limit
            """;
    private static final String BACKORDERS = """
            select r.order_id, o.number, min(r.placed_at) as placed_at, sum(r.backordered) as units,
                   string_agg(distinct i.sku, ', ' order by i.sku) as skus
            from reservation r
            join orders o on o.id = r.order_id
            join item i on i.id = r.item_id
            where r.backordered > 0
            and r.merchant_id not in (select training_merchants())
            group by r.order_id, o.number
            order by min(r.placed_at), r.order_id
            limit :limit
            """;
    private static final String PARKED = """
            select id, channel, external_id, received_at,
                   (select string_agg(case when p ->> 'field' = '' then '' else (p ->> 'field') || ': ' end || (p ->> 'message'), E'\\n' order by n)
                    from jsonb_array_elements(problems) with ordinality as each (p, n)) as problems
            from parked_message
            where resolved_at is null
            order by received_at, id
            limit :limit
            """;

    private final JdbcClient jdbc;

    OrderTroubles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A hold not lifted yet. */
    public record OpenHold(
            UUID id, UUID orderId, long number, String kind, String reason, String owner, Instant placedAt) {}

    /** An order that waits for units. */
    public record Backorder(UUID orderId, long number, Instant placedAt, long units, String skus) {}

    /** A message that could not become an order; {@code problems} are what is wrong with it, a line each. */
    public record Parked(UUID id, String channel, @Nullable String externalId, String problems, Instant receivedAt) {}

    @Transactional(readOnly = true)
    public List<OpenHold> holds(int limit) {
        return jdbc.sql(HOLDS).param("limit", limit).query(OpenHold.class).list();
    }

    @Transactional(readOnly = true)
    public List<Backorder> backorders(int limit) {
        return jdbc.sql(BACKORDERS).param("limit", limit).query(Backorder.class).list();
    }

    @Transactional(readOnly = true)
    public List<Parked> parked(int limit) {
        return jdbc.sql(PARKED).param("limit", limit).query(Parked.class).list();
    }

    /** How many orders have an open hold. */
    @Transactional(readOnly = true)
    public long held() {
        return count("select count(distinct order_id) from order_hold where lifted_at is null");
    }

    /** How many orders wait for units. */
    @Transactional(readOnly = true)
    public long backordered() {
        return count(
                "select count(distinct order_id) from reservation where backordered > 0 and merchant_id not in (select training_merchants())");
    }

    /** How many messages are parked. */
    @Transactional(readOnly = true)
    public long parked() {
        return count("select count(*) from parked_message where resolved_at is null");
    }

    private long count(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    @Configuration(proxyBeanMethods = false)
    static class Tiles {
        @Bean
        HomeTile holdsTile(OrderTroubles troubles) {
            return new HomeTile(
                    10,
                    "Orders on hold",
                    "/orders?held=true",
                    Authority.ORDERS_READ,
                    HomeTile.Severity.WARNING,
                    troubles::held);
        }

        @Bean
        HomeTile backordersTile(OrderTroubles troubles) {
            return new HomeTile(
                    20,
                    "Backordered orders",
                    "/orders?backordered=true",
                    Authority.ORDERS_READ,
                    HomeTile.Severity.WARNING,
                    troubles::backordered);
        }

        @Bean
        HomeTile parkedTile(OrderTroubles troubles) {
            return new HomeTile(
                    30,
                    "Parked messages",
                    "/exceptions#parked",
                    Authority.OPERATIONS_MANAGE,
                    HomeTile.Severity.DANGER,
                    troubles::parked);
        }
    }
}

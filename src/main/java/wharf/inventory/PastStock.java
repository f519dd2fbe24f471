package wharf.inventory;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.JsonRows;

/**
 * What orders of the past took, with every unit at its end. The ledger begins with the stock of today, so that none of it moves, counts as
 * reserved or is on hand.
 */
@Service
public class PastStock {
    private static final String RESERVATIONS = """
            insert into reservation (order_id, line_no, item_id, merchant_id, priority, placed_at, per_unit, quantity, shipped,
                                     fulfilled_elsewhere)
            select order_id, line_no, item_id, merchant_id, priority, placed_at, per_unit, quantity, shipped, fulfilled_elsewhere
            from jsonb_populate_recordset(null::reservation, cast(:rows as jsonb))
            """;
    private static final String SITES = """
            insert into site_reservation (fulfilment_id, line_no, item_id, order_id, merchant_id, warehouse_id, quantity, shipped)
            select fulfilment_id, line_no, item_id, order_id, merchant_id, warehouse_id, quantity, quantity
            from jsonb_populate_recordset(null::site_reservation, cast(:rows as jsonb))
            """;

    private final JdbcClient jdbc;
    private final JsonRows json;

    PastStock(JdbcClient jdbc, JsonRows json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Units of an item that a site shipped for an order line. */
    public record Shipped(
            UUID fulfilmentId,
            int lineNo,
            UUID itemId,
            UUID orderId,
            UUID merchantId,
            UUID warehouseId,
            int quantity) {}

    private record Row(
            UUID orderId,
            int lineNo,
            UUID itemId,
            UUID merchantId,
            int priority,
            Instant placedAt,
            int perUnit,
            int quantity,
            int shipped,
            int fulfilledElsewhere) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void write(Collection<Reserving> needs, Collection<Shipped> shipped) {
        jdbc.sql(RESERVATIONS)
                .param("rows", json.of(needs.stream().map(PastStock::row).toList()))
                .update();
        jdbc.sql(SITES).param("rows", json.of(shipped)).update();
    }

    private static Row row(Reserving need) {
        return new Row(
                need.order().value(),
                need.lineNo(),
                need.item().value(),
                need.merchant().value(),
                need.priority(),
                need.placedAt(),
                need.perUnit(),
                need.quantity(),
                need.quantity() - need.elsewhere(),
                need.elsewhere());
    }
}

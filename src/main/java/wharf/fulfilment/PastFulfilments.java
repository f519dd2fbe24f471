package wharf.fulfilment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Fact;
import wharf.platform.JsonRows;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;

/** What warehouses shipped before Wharf. */
@Service
public class PastFulfilments {
    private static final String INSERT = """
            insert into fulfilment (id, merchant_id, order_id, warehouse_id, state, service, ship_by, deliver_by, created_at, released_at,
                                    shipped_at)
            select id, merchant_id, order_id, warehouse_id, 'SHIPPED', service, ship_by, deliver_by, created_at, released_at, shipped_at
            from jsonb_populate_recordset(null::fulfilment, cast(:rows as jsonb))
            returning id, number
            """;

    private final JdbcClient jdbc;
    private final JsonRows json;

    PastFulfilments(JdbcClient jdbc, JsonRows json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * One of them, with when it reached what. Null actors stand for whoever imports.
     *
     * @param shipBy when it should have left; null where nobody knows, and then nobody is told that it left in time
     * @param picker who picked it
     * @param packer who packed it
     */
    public record Past(
            FulfilmentId id,
            MerchantId merchant,
            OrderId order,
            WarehouseId site,
            String service,
            @Nullable Instant shipBy,
            @Nullable LocalDate deliverBy,
            Instant plannedAt,
            Instant releasedAt,
            Instant pickingAt,
            Instant pickedAt,
            Instant packingAt,
            Instant packedAt,
            Instant shippedAt,
            @Nullable Actor picker,
            @Nullable Actor packer) {}

    private record Row(
            UUID id,
            UUID merchantId,
            UUID orderId,
            UUID warehouseId,
            String service,
            Instant shipBy,
            @Nullable LocalDate deliverBy,
            Instant createdAt,
            Instant releasedAt,
            Instant shippedAt) {}

    /** Writes them, and returns what is to be told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> write(Collection<Past> all) {
        if (all.isEmpty()) return List.of();
        var numbers = new HashMap<UUID, Long>();
        jdbc.sql(INSERT)
                .param("rows", json.of(all.stream().map(PastFulfilments::row).toList()))
                .query(row -> {
                    numbers.put(row.getObject("id", UUID.class), row.getLong("number"));
                });
        var facts = new ArrayList<Fact>();
        for (var past : all)
            tell(past, Objects.requireNonNull(numbers.get(past.id().value())), facts);
        return facts;
    }

    private static Row row(Past past) {
        return new Row(
                past.id().value(),
                past.merchant().value(),
                past.order().value(),
                past.site().value(),
                past.service(),
                past.shipBy() == null ? past.shippedAt() : past.shipBy(),
                past.deliverBy(),
                past.plannedAt(),
                past.releasedAt(),
                past.shippedAt());
    }

    private static void tell(Past past, long number, List<Fact> facts) {
        var planned = new TreeMap<String, Object>(Map.of("site", past.site().toString(), "service", past.service()));
        if (past.shipBy() != null) planned.put("shipBy", past.shipBy().toString());
        if (past.deliverBy() != null) planned.put("deliverBy", past.deliverBy().toString());
        facts.add(fact(past, "fulfilment.planned", past.plannedAt(), null).with(planned));
        var data = Map.of("number", number);
        facts.add(fact(past, "fulfilment.released", past.releasedAt(), null).with(data));
        facts.add(fact(past, "fulfilment.picking", past.pickingAt(), past.picker())
                .with(data));
        facts.add(
                fact(past, "fulfilment.picked", past.pickedAt(), past.picker()).with(data));
        facts.add(fact(past, "fulfilment.packing", past.packingAt(), past.packer())
                .with(data));
        facts.add(
                fact(past, "fulfilment.packed", past.packedAt(), past.packer()).with(data));
        facts.add(fact(past, "fulfilment.shipped", past.shippedAt(), past.packer())
                .with(data));
    }

    private static Fact fact(Past past, String type, Instant at, @Nullable Actor actor) {
        var fact = Fact.of(
                past.merchant(), past.order().value(), "fulfilment", past.id().value(), type, at);
        return actor == null ? fact : fact.by(actor);
    }
}

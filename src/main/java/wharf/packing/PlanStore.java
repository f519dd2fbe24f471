package wharf.packing;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.packing.carton.PackPlan;
import wharf.platform.Sql;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;

/** Rows of {@code pack_plan}. */
@Component
class PlanStore {
    private static final String STORE = """
            insert into pack_plan (fulfilment_id, merchant_id, order_id, warehouse_id, parcels, cost_minor, currency, plan, planned_at)
            select p.fulfilment_id, p.merchant_id, p.order_id, p.warehouse_id, p.parcels, p.cost_minor, p.currency, p.plan, :at
            from unnest(:fulfilments, :merchants, :orders, :warehouses, :parcels, :costs, :currencies, :plans)
              as p (fulfilment_id, merchant_id, order_id, warehouse_id, parcels, cost_minor, currency, plan)
            order by p.fulfilment_id
            on conflict (fulfilment_id) do update
            set warehouse_id = excluded.warehouse_id, parcels = excluded.parcels, cost_minor = excluded.cost_minor,
                currency = excluded.currency, plan = excluded.plan, planned_at = excluded.planned_at
            """;
    private static final String OF = """
            select fulfilment_id, order_id, currency, planned_at, plan::text as plan
            from pack_plan
            where fulfilment_id = any(:fulfilments)
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PlanStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A request with its plan. */
    record Planned(PlanRequest request, PackPlan plan) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void store(List<Planned> planned, Instant at) {
        if (planned.isEmpty()) return;
        var requests = planned.stream().map(Planned::request).toList();
        jdbc.sql(STORE)
                .param("at", Sql.timestamp(at))
                .param(
                        "fulfilments",
                        Sql.ids(requests.stream().map(PlanRequest::fulfilment).toList()))
                .param(
                        "merchants",
                        Sql.ids(requests.stream().map(PlanRequest::merchant).toList()))
                .param(
                        "orders",
                        Sql.ids(requests.stream().map(PlanRequest::order).toList()))
                .param(
                        "warehouses",
                        Sql.ids(requests.stream().map(PlanRequest::site).toList()))
                .param(
                        "parcels",
                        Sql.ints(planned.stream()
                                .map(p -> p.plan().parcels().size())
                                .toList()))
                .param(
                        "costs",
                        Sql.longs(planned.stream()
                                .map(p -> p.plan().cost().totalMinor())
                                .toList()))
                .param(
                        "currencies",
                        Sql.texts(requests.stream().map(PlanRequest::currency).toList()))
                .param(
                        "plans",
                        new SqlArrayValue(
                                "jsonb",
                                planned.stream()
                                        .map(p -> json.writeValueAsString(p.plan()))
                                        .toArray()))
                .update();
    }

    @Transactional(readOnly = true)
    public Map<FulfilmentId, StoredPlan> of(Collection<FulfilmentId> fulfilments) {
        return jdbc
                .sql(OF)
                .param("fulfilments", Sql.ids(fulfilments))
                .query((row, n) -> new StoredPlan(
                        new FulfilmentId(row.getObject("fulfilment_id", UUID.class)),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        row.getString("currency"),
                        row.getObject("planned_at", OffsetDateTime.class).toInstant(),
                        json.readValue(row.getString("plan"), PackPlan.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(StoredPlan::fulfilment, Function.identity()));
    }
}

package wharf.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.FactReader;
import wharf.platform.Sql;

/** Makes what receivers are told of facts: the fields that docs/webhooks.md lists, whatever else a fact holds. Set-wise. */
@Component
class Payloads {
    private static final TypeReference<Map<String, @Nullable Object>> DATA = new TypeReference<>() {};
    private static final String MERCHANTS = "select id, code from merchant where id = any(:ids)";
    private static final String ORDERS = """
            select id, number, external_id, channel, imported_at
            from orders
            where id = any(:ids)
            """;
    private static final String PARCELS = """
            select p.id, p.number, j.carrier, j.tracking, j.deliver_by::text as deliver_by, j.expected_by::text as expected_by
            from parcel p
            left join parcel_journey j on j.parcel_id = p.id
            where p.id = any(:ids)
            """;
    private static final String ITEMS = "select id, sku, name from item where id = any(:ids)";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Payloads(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Something to be told. */
    record Event(FactReader.Read fact, EventType type, Map<String, Object> data) {}

    private record Order(
            UUID id,
            long number,
            String externalId,
            String channel,
            @Nullable Instant importedAt) {}

    private record Parcel(
            UUID id,
            long number,
            @Nullable String carrier,
            @Nullable String tracking,
            @Nullable String deliverBy,
            @Nullable String expectedBy) {}

    private record Item(UUID id, String sku, String name) {}

    private record Code(UUID id, String code) {}

    /** What is known beside the facts of one page. */
    private record Known(
            Map<UUID, String> merchants, Map<UUID, Order> orders, Map<UUID, Parcel> parcels, Map<UUID, Item> items) {}

    /** Those of the facts that receivers can ask for, in their order; an imported history is news to nobody. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Event> of(List<FactReader.Read> facts) {
        var told = facts.stream()
                .filter(fact -> fact.merchantId() != null && EventType.of(fact.type()) != null)
                .toList();
        if (told.isEmpty()) return List.of();
        var known = known(told);
        var events = new ArrayList<Event>();
        for (var fact : told) {
            if (isHistory(fact, known.orders().get(fact.root()))) continue;
            var type = java.util.Objects.requireNonNull(EventType.of(fact.type()));
            events.add(new Event(fact, type, data(fact, type, known)));
        }
        return events;
    }

    private static boolean isHistory(FactReader.Read fact, @Nullable Order order) {
        return order != null && order.importedAt() != null && !fact.occurredAt().isAfter(order.importedAt());
    }

    private Known known(List<FactReader.Read> facts) {
        var merchants = list(
                MERCHANTS, facts.stream().map(FactReader.Read::merchantId).collect(Collectors.toSet()), Code.class);
        var orders = list(ORDERS, facts.stream().map(FactReader.Read::root).collect(Collectors.toSet()), Order.class);
        var parcels = list(PARCELS, subjects(facts, EventType.Family.SHIPMENT), Parcel.class);
        var items = list(ITEMS, subjects(facts, EventType.Family.STOCK), Item.class);
        return new Known(
                merchants.stream().collect(Collectors.toMap(Code::id, Code::code)),
                orders.stream().collect(Collectors.toMap(Order::id, order -> order)),
                parcels.stream().collect(Collectors.toMap(Parcel::id, parcel -> parcel)),
                items.stream().collect(Collectors.toMap(Item::id, item -> item)));
    }

    private static Collection<UUID> subjects(List<FactReader.Read> facts, EventType.Family family) {
        return facts.stream()
                .filter(fact -> {
                    var type = EventType.of(fact.type());
                    return type != null && type.family() == family;
                })
                .map(FactReader.Read::subject)
                .collect(Collectors.toSet());
    }

    private <T> List<T> list(String sql, Collection<? extends @Nullable UUID> ids, Class<T> type) {
        if (ids.isEmpty()) return List.of();
        return jdbc.sql(sql).param("ids", Sql.uuids(ids)).query(type).list();
    }

    private Map<String, Object> data(FactReader.Read fact, EventType type, Known known) {
        var said = fact.data() == null ? Map.<String, @Nullable Object>of() : json.readValue(fact.data(), DATA);
        var data = new LinkedHashMap<String, Object>();
        put(data, "merchant", known.merchants().get(fact.merchantId()));
        var order = known.orders().get(fact.root());
        if (order != null) data.put("order", order(order));
        switch (type.family()) {
            case ORDER -> some(data, said, "revision", "units");
            case SHIPMENT ->
                data.put("shipment", shipment(fact, said, known.parcels().get(fact.subject())));
            case RETURN -> data.put("return", returned(fact, said));
            case STOCK -> stock(data, said, known.items().get(fact.subject()));
            case SURVEY -> data.put("survey", survey(said));
            case REVIEW -> data.put("review", review(fact, said));
            case TEST -> {}
        }
        if (type.family() != EventType.Family.SURVEY && type.family() != EventType.Family.REVIEW)
            put(data, "reason", fact.reason());
        return data;
    }

    private static Map<String, Object> order(Order order) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", order.id());
        data.put("number", order.number());
        data.put("externalId", order.externalId());
        data.put("channel", order.channel());
        return data;
    }

    private static Map<String, Object> shipment(
            FactReader.Read fact, Map<String, @Nullable Object> said, @Nullable Parcel parcel) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", fact.subject());
        if (parcel != null) {
            data.put("number", parcel.number());
            put(data, "carrier", parcel.carrier());
            put(data, "tracking", parcel.tracking());
            put(data, "promisedBy", parcel.deliverBy());
            put(data, "expectedBy", parcel.expectedBy());
        }
        put(data, "place", said.get("place"));
        return data;
    }

    private static Map<String, Object> returned(FactReader.Read fact, Map<String, @Nullable Object> said) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", fact.subject());
        some(data, said, "number", "units", "reasons", "amountMinor", "currency", "sku");
        put(data, "replacementOrder", said.get("order"));
        return data;
    }

    private static void stock(Map<String, Object> data, Map<String, @Nullable Object> said, @Nullable Item item) {
        var told = new LinkedHashMap<String, Object>();
        if (item != null) {
            told.put("id", item.id());
            told.put("sku", item.sku());
            told.put("name", item.name());
        }
        data.put("item", told);
        some(data, said, "available", "onOrder", "reorderPoint", "proposed", "supplier");
    }

    private static Map<String, Object> survey(Map<String, @Nullable Object> said) {
        var data = new LinkedHashMap<String, Object>();
        some(data, said, "kind", "score");
        put(data, "previousScore", said.get("was"));
        return data;
    }

    private static Map<String, Object> review(FactReader.Read fact, Map<String, @Nullable Object> said) {
        var data = new LinkedHashMap<String, Object>(new HashMap<>(Map.of("id", fact.subject())));
        some(data, said, "sku", "stars");
        return data;
    }

    private static void some(Map<String, Object> data, Map<String, @Nullable Object> said, String... names) {
        for (var name : names) put(data, name, said.get(name));
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) data.put(name, value);
    }

    /** The body as it is sent: type, timestamp and data as Standard Webhooks has it, and the place in the endpoint's order. */
    String body(String type, Instant at, long sequence, Map<String, Object> data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("timestamp", at.toString());
        body.put("sequence", sequence);
        body.put("data", data);
        return json.writeValueAsString(body);
    }
}

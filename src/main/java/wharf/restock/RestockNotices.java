package wharf.restock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchants;
import wharf.messaging.Content;
import wharf.messaging.Messages;
import wharf.messaging.NewMessage;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;

/**
 * Tells a merchant when items fall to their reorder point: once a crossing, however often it looks, all that crossed together in one message.
 * The fact {@code item.restock_due} is recorded with it, which module {@code webhook} tells to whoever listens from outside.
 */
@Component
class RestockNotices {
    private static final int LISTED = 100;
    // Whoever is above again is marked so; whoever came below is returned, having been marked in the same statement.
    private static final String CROSS = """
            insert into restock_alert as a (item_id, merchant_id, below, crossing, changed_at)
            select item_id, merchant_id, below, 1, :now
            from (
              select item_id, merchant_id, on_hand - reserved - backordered + on_order <= reorder_point as below
              from (%s) as line
              where warehouse_id is null
              and daily_mean > 0
            ) as state
            where below or exists (select from restock_alert known where known.item_id = state.item_id and known.below)
            order by item_id
            on conflict (item_id) do update
            set below = excluded.below, crossing = a.crossing + case when excluded.below then 1 else 0 end, changed_at = excluded.changed_at
            where a.below <> excluded.below
            returning a.item_id, a.merchant_id, a.below, a.crossing
            """.formatted(Restock.LINES);
    private static final String NAMED =
            Restock.LINES + "where l.warehouse_id is null and l.item_id = any(:items) order by i.sku";

    private final JdbcClient jdbc;
    private final Merchants merchants;
    private final RestockPolicies policies;
    private final Messages messages;
    private final Facts facts;
    private final BusinessClock clock;

    RestockNotices(
            JdbcClient jdbc,
            Merchants merchants,
            RestockPolicies policies,
            Messages messages,
            Facts facts,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.merchants = merchants;
        this.policies = policies;
        this.messages = messages;
        this.facts = facts;
        this.clock = clock;
    }

    private record Crossing(UUID itemId, UUID merchantId, boolean below, int crossing) {}

    /** Looks at every item; returns how many fell to their reorder point since the last look. */
    @Transactional
    public int send() {
        var now = clock.instant();
        var fallen = jdbc.sql(CROSS).param("now", Sql.timestamp(now)).query(Crossing.class).list().stream()
                .filter(Crossing::below)
                .toList();
        if (fallen.isEmpty()) return 0;
        var byMerchant = new LinkedHashMap<UUID, List<Crossing>>();
        fallen.forEach(c -> byMerchant
                .computeIfAbsent(c.merchantId(), id -> new ArrayList<>())
                .add(c));
        var lines = lines(fallen);
        byMerchant.forEach((merchant, crossings) -> tell(new MerchantId(merchant), crossings, lines));
        facts.record(fallen.stream()
                .map(c -> Fact.of(
                                new MerchantId(c.merchantId()), c.itemId(), "item", c.itemId(), "item.restock_due", now)
                        .with(told(c, lines.get(c.itemId()))))
                .toList());
        return fallen.size();
    }

    private Map<UUID, RestockLine> lines(List<Crossing> fallen) {
        var lines = new LinkedHashMap<UUID, RestockLine>();
        jdbc.sql(NAMED)
                .param("items", Sql.uuids(fallen.stream().map(Crossing::itemId).toList()))
                .query(RestockLine.class)
                .list()
                .forEach(line -> lines.put(line.itemId(), line));
        return lines;
    }

    /** What webhooks say of it. */
    private static Map<String, Object> told(Crossing crossing, @Nullable RestockLine line) {
        var told = new LinkedHashMap<String, Object>();
        told.put("crossing", crossing.crossing());
        if (line == null) return told;
        told.put("available", line.available());
        told.put("onOrder", line.onOrder());
        told.put("reorderPoint", line.reorderPoint());
        told.put("proposed", line.proposed());
        if (line.supplier() != null) told.put("supplier", line.supplier());
        return told;
    }

    private void tell(MerchantId id, List<Crossing> crossings, Map<UUID, RestockLine> all) {
        var merchant = merchants.find(id).orElseThrow();
        var policy = policies.of(id);
        var email = policy.notifyEmail();
        var fallen = crossings.stream().map(Crossing::itemId).collect(Collectors.toSet());
        var lines = all.values().stream()
                .filter(line -> fallen.contains(line.itemId()))
                .limit(LISTED)
                .map(line -> new Content.Line(
                        line.sku() + " " + line.name(), (int) Math.min(Integer.MAX_VALUE, line.proposed())))
                .toList();
        // An item comes to a crossing once, so the first one names the message.
        var first = crossings.getFirst();
        messages.send(List.of(new NewMessage(
                id,
                id.value(),
                email == null ? merchant.senderEmail() : email,
                policy.notifyPhone(),
                null,
                new Content.ReorderDue(merchant.name(), lines),
                "restock:" + first.itemId() + ":" + first.crossing())));
    }
}

package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.FactReader;
import wharf.platform.Sql;

/**
 * Keeps the roll-ups by reading facts: an order that something happened to is told anew from all facts read so far, what it contributed
 * before is taken back, and the difference is written, in the transaction that moves the reader on. So the roll-ups are, at every moment,
 * exactly what the facts up to the reader's position come to, whatever order they came in.
 */
@Component
class Rollups {
    private static final int AT_ONCE = 2_000;
    private static final TypeReference<Map<String, @Nullable Object>> DATA = new TypeReference<>() {};
    private static final String COUNTED = "stock.counted";

    /** The one place where merchants are left out: those that staff practise with. */
    private static final String MEASURED = "select id from merchant where not training";

    private static final String ZONES = "select id, time_zone from warehouse";
    private static final String TOLD = """
            select f.id, f.root, f.merchant_id, f.occurred_at, f.subject, f.type, f.actor_kind, f.actor, f.reason, f.data::text as data
            from fact f
            where f.root = any(:roots)
            and f.type = any(:types)
            and (f.xid, f.id) <= (cast(:xid as xid8), :id)
            """;
    private final JdbcClient jdbc;
    private final FactReader facts;
    private final RollupRows rows;
    private final Builds builds;
    private final JsonMapper json;

    Rollups(JdbcClient jdbc, FactReader facts, RollupRows rows, Builds builds, JsonMapper json) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.rows = rows;
        this.builds = builds;
        this.json = json;
    }

    /** Takes in whatever has happened since, in every build, and shows a fresh one that has come so far. Returns how many facts were read. */
    int catchUp() {
        int total = 0;
        for (int generation : builds.kept()) total += catchUp(generation, AT_ONCE);
        builds.show();
        return total;
    }

    /** @param atOnce facts a transaction */
    int catchUp(int generation, int atOnce) {
        return facts.follow(Builds.reader(generation), atOnce, page -> take(generation, page));
    }

    private void take(int generation, List<FactReader.Read> page) {
        var measured = measured();
        var zones = zones();
        var deltas = new Deltas();
        for (var fact : page)
            if (fact.type().equals(COUNTED) && measured.contains(fact.merchantId())) count(fact, zones, deltas);
        var orders = new HashSet<UUID>();
        for (var fact : page)
            if (OrderStory.TYPES.contains(fact.type()) && measured.contains(fact.merchantId())) orders.add(fact.root());
        if (!orders.isEmpty()) retell(generation, orders, page.getLast(), zones, deltas);
        rows.add(generation, deltas);
    }

    private void retell(
            int generation,
            Collection<UUID> orders,
            FactReader.Read last,
            Function<UUID, ZoneId> zones,
            Deltas deltas) {
        var before = rows.parts(generation, orders);
        var kept = new ArrayList<RollupRows.Kept>();
        told(orders, last).forEach((order, told) -> {
            var story = OrderStory.of(told.facts());
            var fresh = story.contribution(zones);
            var old = before.getOrDefault(order, Contribution.NONE);
            if (!story.begun()) return;
            deltas.add(told.merchant(), old, -1);
            deltas.add(told.merchant(), fresh, 1);
            story.summary(zones)
                    .ifPresent(summary -> kept.add(new RollupRows.Kept(order, told.merchant(), summary, fresh)));
        });
        rows.put(generation, kept);
    }

    private record OfOrder(UUID merchant, List<Told> facts) {}

    private Map<UUID, OfOrder> told(Collection<UUID> orders, FactReader.Read last) {
        var told = new HashMap<UUID, OfOrder>();
        jdbc.sql(TOLD)
                .param("roots", Sql.uuids(orders))
                .param("types", Sql.texts(OrderStory.TYPES))
                .param("xid", last.xid())
                .param("id", last.id())
                .query(row -> {
                    var merchant = row.getObject("merchant_id", UUID.class);
                    if (merchant == null) return;
                    told.computeIfAbsent(
                                    row.getObject("root", UUID.class), root -> new OfOrder(merchant, new ArrayList<>()))
                            .facts()
                            .add(new Told(
                                    row.getLong("id"),
                                    row.getObject("root", UUID.class),
                                    row.getObject("occurred_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getObject("subject", UUID.class),
                                    row.getString("type"),
                                    person(row.getString("actor_kind"), row.getString("actor")),
                                    row.getString("reason"),
                                    data(row.getString("data"))));
                });
        return told;
    }

    private static @Nullable String person(String kind, String name) {
        return kind.equals("SYSTEM") ? null : name;
    }

    private Map<String, @Nullable Object> data(@Nullable String text) {
        return text == null ? Map.of() : json.readValue(text, DATA);
    }

    /** A count is told once and never taken back. */
    private void count(FactReader.Read fact, Function<UUID, ZoneId> zones, Deltas deltas) {
        var told = new Told(
                fact.id(), fact.root(), fact.occurredAt(), fact.subject(), fact.type(), null, null, data(fact.data()));
        var site = told.uuid("site");
        var row = new Deltas.DayRow(
                Objects.requireNonNull(fact.merchantId()), site, day(fact.occurredAt(), site, zones), "", "");
        long expected = told.number("expected");
        long counted = told.number("counted");
        deltas.count(row, Measure.BINS_COUNTED, 1);
        if (expected == counted) deltas.count(row, Measure.BINS_RIGHT, 1);
        deltas.count(row, Measure.UNITS_EXPECTED, expected);
        deltas.count(row, Measure.UNITS_OFF, Math.abs(expected - counted));
    }

    private static LocalDate day(Instant at, @Nullable UUID site, Function<UUID, ZoneId> zones) {
        return LocalDate.ofInstant(at, site == null ? ZoneOffset.UTC : zones.apply(site));
    }

    private Set<UUID> measured() {
        return new HashSet<>(jdbc.sql(MEASURED).query(UUID.class).list());
    }

    private Function<UUID, ZoneId> zones() {
        Map<UUID, ZoneId> zones = jdbc
                .sql(ZONES)
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), ZoneId.of(row.getString("time_zone"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return site -> zones.getOrDefault(site, ZoneOffset.UTC);
    }
}

package wharf.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
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
    private static final String COUNT_UNDONE = "stock.count_undone";

    /** All but those that staff practise with. */
    private static final String MEASURED = "select id from merchant where not training";

    private static final String ZONES = "select id, time_zone from warehouse";
    private static final String TOLD = """
            select f.id, f.root, f.merchant_id, f.occurred_at, f.subject, f.type, f.actor_kind, f.actor, f.reason, f.data::text as data
            from fact f
            where f.root = any(:roots)
            and f.type = any(:types)
            and (f.xid, f.id) <= (cast(:xid as xid8), :id)
            """;
    private static final String COUNTS = """
            select f.id, f.root, f.merchant_id, f.occurred_at, f.subject, f.type, f.actor_kind, f.actor, f.reason, f.data::text as data
            from fact f
            where f.root = any(:items)
            and f.subject = any(:counts)
            and f.type = 'stock.counted'
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
        try {
            return facts.follow(Builds.reader(generation), atOnce, page -> take(generation, page));
        } catch (Replaced replaced) {
            return 0;
        }
    }

    /** Another node shows a fresh build since; the page is not read. */
    private static final class Replaced extends RuntimeException {}

    void take(int generation, List<FactReader.Read> page) {
        if (!builds.hold(generation)) throw new Replaced();
        var measured = measured();
        var zones = zones();
        var deltas = new Deltas();
        for (var fact : page)
            if (fact.type().equals(COUNTED) && measured.contains(fact.merchantId()))
                count(Objects.requireNonNull(fact.merchantId()), told(fact), 1, zones, deltas);
        takeBackCounts(page, measured, zones, deltas);
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
                            .add(told(row));
                });
        return told;
    }

    private Told told(FactReader.Read fact) {
        return new Told(
                fact.id(),
                fact.root(),
                fact.occurredAt(),
                fact.subject(),
                fact.type(),
                person(fact.actorKind(), fact.actor()),
                fact.reason(),
                data(fact.data()));
    }

    private Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getLong("id"),
                row.getObject("root", UUID.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("subject", UUID.class),
                row.getString("type"),
                person(row.getString("actor_kind"), row.getString("actor")),
                row.getString("reason"),
                data(row.getString("data")));
    }

    private static @Nullable String person(String kind, String name) {
        return kind.equals("SYSTEM") ? null : name;
    }

    private Map<String, @Nullable Object> data(@Nullable String text) {
        return text == null ? Map.of() : json.readValue(text, DATA);
    }

    /** Counts that facts on the page undo are told a second time, with the sign turned: in the day of the count, not of the undoing. */
    private void takeBackCounts(
            List<FactReader.Read> page, Set<UUID> measured, Function<UUID, ZoneId> zones, Deltas deltas) {
        var undone = page.stream()
                .filter(fact -> fact.type().equals(COUNT_UNDONE) && measured.contains(fact.merchantId()))
                .toList();
        if (undone.isEmpty()) return;
        jdbc.sql(COUNTS)
                .param(
                        "items",
                        Sql.uuids(undone.stream().map(FactReader.Read::root).toList()))
                .param(
                        "counts",
                        Sql.uuids(undone.stream().map(FactReader.Read::subject).toList()))
                .query(row -> {
                    count(row.getObject("merchant_id", UUID.class), told(row), -1, zones, deltas);
                });
    }

    private static void count(UUID merchant, Told fact, int sign, Function<UUID, ZoneId> zones, Deltas deltas) {
        var site = fact.uuid("site");
        var row = new Deltas.DayRow(merchant, site, day(fact.at(), site, zones), "", "");
        long expected = fact.number("expected");
        long there = fact.number("counted");
        deltas.count(row, Measure.BINS_COUNTED, sign);
        if (expected == there) deltas.count(row, Measure.BINS_RIGHT, sign);
        deltas.count(row, Measure.UNITS_EXPECTED, sign * expected);
        deltas.count(row, Measure.UNITS_OFF, sign * Math.abs(expected - there));
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

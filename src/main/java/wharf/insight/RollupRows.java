package wharf.insight;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Sql;

/** Writes what changes. One reader writes at a time, so that rows are locked in no order. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RollupRows {
    private static final String ADD_DAYS = """
            insert into insight_day as d (generation, merchant_id, warehouse_id, day, channel, currency, %s)
            select :generation, n.*
            from unnest(:merchants, :sites, :days, :channels, :currencies, %s) as n (merchant, site, day, channel, currency, %s)
            on conflict (generation, day, merchant_id, warehouse_id, channel, currency) do update
            set %s
            """.formatted(
                    Measure.columns("%1$s"),
                    Measure.columns(":%1$s"),
                    Measure.columns("%1$s"),
                    Measure.columns("%1$s = d.%1$s + excluded.%1$s"));
    private static final String ADD_SPREADS = """
            insert into insight_spread as d (generation, step, day, merchant_id, warehouse_id, channel, bucket, n, seconds)
            select :generation, n.step, n.day, n.merchant, n.site, n.channel, n.bucket, n.n, n.seconds
            from unnest(:steps, :days, :merchants, :sites, :channels, :buckets, :counts, :seconds)
              as n (step, day, merchant, site, channel, bucket, n, seconds)
            on conflict (generation, step, day, merchant_id, warehouse_id, channel, bucket) do update
            set n = d.n + excluded.n, seconds = d.seconds + excluded.seconds
            """;
    private static final String ADD_SPLITS = """
            insert into insight_split as d (generation, kind, day, merchant_id, warehouse_id, channel, name, n, good)
            select :generation, n.kind, n.day, n.merchant, n.site, n.channel, n.name, n.n, n.good
            from unnest(:kinds, :days, :merchants, :sites, :channels, :names, :counts, :goods)
              as n (kind, day, merchant, site, channel, name, n, good)
            on conflict (generation, kind, day, merchant_id, warehouse_id, channel, name) do update
            set n = d.n + excluded.n, good = d.good + excluded.good
            """;
    private static final String SLOTS = """
            select s.warehouse_id, s.person, s.step, extract(epoch from s.slot)::bigint as begins, s.merchant_id, s.marks, s.units
            from insight_slot s
            join unnest(:slots, :sites, :persons, :steps) as n (slot, site, person, step)
              on n.slot = s.slot and n.site = s.warehouse_id and n.person = s.person and n.step = s.step
            where s.generation = :generation
            """;
    private static final String ADD_SLOTS = """
            insert into insight_slot as d (generation, warehouse_id, person, step, slot, merchant_id, marks, units)
            select :generation, n.site, n.person, n.step, n.slot, n.merchant, n.marks, n.units
            from unnest(:sites, :persons, :steps, :slots, :merchants, :marks, :units)
              as n (site, person, step, slot, merchant, marks, units)
            on conflict (generation, slot, warehouse_id, person, step, merchant_id) do update
            set marks = d.marks + excluded.marks, units = d.units + excluded.units
            """;
    private static final String ADD_LABOUR = """
            insert into insight_labour as d (generation, day, warehouse_id, person, step, merchant_id, units, seconds)
            select :generation, n.day, n.site, n.person, n.step, n.merchant, n.units, n.seconds
            from unnest(:days, :sites, :persons, :steps, :merchants, :units, :seconds)
              as n (day, site, person, step, merchant, units, seconds)
            on conflict (generation, day, warehouse_id, person, step, merchant_id) do update
            set units = d.units + excluded.units, seconds = d.seconds + excluded.seconds
            """;
    private static final String PARTS = """
            select order_id, merchant_id, parts::text as parts
            from insight_order
            where generation = :generation
            and order_id = any(:orders)
            """;
    private static final String PUT_ORDERS = """
            insert into insight_order as o (generation, order_id, merchant_id, warehouse_id, channel, placed_at, shipped_at, ship_by,
                                            shipped_late, delivered_at, promised_by, promise_broken, flaws, wrong_units, returned_at,
                                            units_returned, refunded_at, refund_seconds, csat_at, csat, nps_at, nps, cost_minor,
                                            cost_currency, parts)
            select :generation, n.id, n.merchant, n.site, n.channel, n.placed, n.shipped, n.ship_by, n.late, n.delivered, n.promised, n.broken,
                   n.flaws, n.wrong, n.returned, n.units_returned, n.refunded, n.refund_seconds, n.csat_at, n.csat, n.nps_at, n.nps, n.cost,
                   n.currency, n.parts
            from unnest(:ids, :merchants, :sites, :channels, :placed, :shipped, :shipBy, :late, :delivered, :promised, :broken, :flaws, :wrong,
                        :returned, :unitsReturned, :refunded, :refundSeconds, :csatAt, :csat, :npsAt, :nps, :cost, :currencies, :parts)
              as n (id, merchant, site, channel, placed, shipped, ship_by, late, delivered, promised, broken, flaws, wrong, returned,
                    units_returned, refunded, refund_seconds, csat_at, csat, nps_at, nps, cost, currency, parts)
            on conflict (generation, order_id) do update
            set warehouse_id = excluded.warehouse_id, channel = excluded.channel, placed_at = excluded.placed_at,
                shipped_at = excluded.shipped_at, ship_by = excluded.ship_by, shipped_late = excluded.shipped_late,
                delivered_at = excluded.delivered_at, promised_by = excluded.promised_by, promise_broken = excluded.promise_broken,
                flaws = excluded.flaws, wrong_units = excluded.wrong_units, returned_at = excluded.returned_at,
                units_returned = excluded.units_returned, refunded_at = excluded.refunded_at, refund_seconds = excluded.refund_seconds,
                csat_at = excluded.csat_at, csat = excluded.csat, nps_at = excluded.nps_at, nps = excluded.nps,
                cost_minor = excluded.cost_minor, cost_currency = excluded.cost_currency, parts = excluded.parts
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RollupRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What each of the orders has contributed so far. */
    public Map<UUID, Contribution> parts(int generation, Collection<UUID> orders) {
        var parts = new HashMap<UUID, Contribution>();
        jdbc.sql(PARTS)
                .param("generation", generation)
                .param("orders", Sql.uuids(orders))
                .query(row -> {
                    parts.put(
                            row.getObject("order_id", UUID.class),
                            json.readValue(row.getString("parts"), Contribution.class));
                });
        return parts;
    }

    /** An order as it is to be kept. */
    record Kept(UUID order, UUID merchant, Summary summary, Contribution parts) {}

    public void put(int generation, List<Kept> orders) {
        if (orders.isEmpty()) return;
        var all = new Columns<>(orders);
        jdbc.sql(PUT_ORDERS)
                .param("generation", generation)
                .param("ids", all.uuids(Kept::order))
                .param("merchants", all.uuids(Kept::merchant))
                .param("sites", all.of("uuid", kept -> kept.summary().site()))
                .param("channels", all.of("text", kept -> kept.summary().channel()))
                .param("placed", all.of("timestamptz", kept -> kept.summary().placedAt()))
                .param("shipped", all.of("timestamptz", kept -> kept.summary().shippedAt()))
                .param("shipBy", all.of("timestamptz", kept -> kept.summary().shipBy()))
                .param("late", all.of("bool", kept -> kept.summary().shippedLate()))
                .param("delivered", all.of("timestamptz", kept -> kept.summary().deliveredAt()))
                .param("promised", all.of("date", kept -> kept.summary().promisedBy()))
                .param("broken", all.of("bool", kept -> kept.summary().promiseBroken()))
                .param("flaws", all.of("text", kept -> kept.summary().flaws()))
                .param("wrong", all.of("int8", kept -> kept.summary().wrongUnits()))
                .param("returned", all.of("timestamptz", kept -> kept.summary().returnedAt()))
                .param("unitsReturned", all.of("int8", kept -> kept.summary().unitsReturned()))
                .param("refunded", all.of("timestamptz", kept -> kept.summary().refundedAt()))
                .param("refundSeconds", all.of("int8", kept -> kept.summary().refundSeconds()))
                .param("csatAt", all.of("timestamptz", kept -> kept.summary().csatAt()))
                .param("csat", all.of("int4", kept -> kept.summary().csat()))
                .param("npsAt", all.of("timestamptz", kept -> kept.summary().npsAt()))
                .param("nps", all.of("int4", kept -> kept.summary().nps()))
                .param("cost", all.of("int8", kept -> kept.summary().costMinor()))
                .param("currencies", all.of("text", kept -> kept.summary().costCurrency()))
                .param("parts", all.of("jsonb", kept -> json.writeValueAsString(kept.parts())))
                .update();
    }

    public void add(int generation, Deltas deltas) {
        addDays(generation, deltas.days());
        addSpreads(generation, deltas.spreads());
        addSplits(generation, deltas.splits());
        addSlots(generation, deltas.slots());
    }

    private void addDays(int generation, Map<Deltas.DayRow, Map<Measure, Long>> days) {
        if (days.isEmpty()) return;
        var all = new Columns<>(days.entrySet());
        var statement = jdbc.sql(ADD_DAYS)
                .param("generation", generation)
                .param("merchants", all.uuids(row -> row.getKey().merchant()))
                .param("sites", all.of("uuid", row -> row.getKey().site()))
                .param("days", all.of("date", row -> row.getKey().day()))
                .param("channels", all.of("text", row -> row.getKey().channel()))
                .param("currencies", all.of("text", row -> row.getKey().currency()));
        for (var measure : Measure.ALL)
            statement = statement.param(
                    measure.column(), all.of("int8", row -> row.getValue().getOrDefault(measure, 0L)));
        statement.update();
    }

    private void addSpreads(int generation, Map<Deltas.SpreadRow, Deltas.Pair> spreads) {
        if (spreads.isEmpty()) return;
        var all = new Columns<>(spreads.entrySet());
        jdbc.sql(ADD_SPREADS)
                .param("generation", generation)
                .param("steps", all.of("text", row -> row.getKey().step().name()))
                .param("days", all.of("date", row -> row.getKey().day()))
                .param("merchants", all.uuids(row -> row.getKey().merchant()))
                .param("sites", all.of("uuid", row -> row.getKey().site()))
                .param("channels", all.of("text", row -> row.getKey().channel()))
                .param("buckets", all.of("int2", row -> (short) row.getKey().bucket()))
                .param("counts", all.of("int8", row -> row.getValue().first()))
                .param("seconds", all.of("int8", row -> row.getValue().second()))
                .update();
    }

    private void addSplits(int generation, Map<Deltas.SplitRow, Deltas.Pair> splits) {
        if (splits.isEmpty()) return;
        var all = new Columns<>(splits.entrySet());
        jdbc.sql(ADD_SPLITS)
                .param("generation", generation)
                .param("kinds", all.of("text", row -> row.getKey().kind().name()))
                .param("days", all.of("date", row -> row.getKey().day()))
                .param("merchants", all.uuids(row -> row.getKey().merchant()))
                .param("sites", all.of("uuid", row -> row.getKey().site()))
                .param("channels", all.of("text", row -> row.getKey().channel()))
                .param("names", all.of("text", row -> row.getKey().name()))
                .param("counts", all.of("int8", row -> row.getValue().first()))
                .param("goods", all.of("int8", row -> row.getValue().second()))
                .update();
    }

    private record SlotKey(UUID site, String person, String step, long begins) {
        static SlotKey of(Deltas.Slot slot) {
            return new SlotKey(slot.site(), slot.person(), slot.step().name(), slot.begins());
        }
    }

    private record LabourRow(java.time.LocalDate day, UUID site, String person, String step, UUID merchant) {}

    private record SlotPart(SlotKey slot, UUID merchant, Deltas.Pair change) {}

    /** Five minutes are split anew among the merchants they were worked for, and the difference goes into the day. */
    private void addSlots(int generation, Map<Deltas.Slot, Map<UUID, Deltas.Pair>> slots) {
        if (slots.isEmpty()) return;
        var before = slotsBefore(generation, slots.keySet());
        var labour = new HashMap<LabourRow, Deltas.Pair>();
        var parts = new ArrayList<SlotPart>();
        slots.forEach((slot, changes) -> {
            var old = before.getOrDefault(SlotKey.of(slot), Map.of());
            var fresh = new TreeMap<>(old);
            changes.forEach((merchant, change) -> {
                fresh.merge(merchant, change, (a, b) -> a.plus(b.first(), b.second()));
                parts.add(new SlotPart(SlotKey.of(slot), merchant, change));
            });
            tally(labour, slot, old, -1);
            tally(labour, slot, fresh, 1);
        });
        putSlots(generation, parts);
        labour.values().removeIf(Deltas.Pair::isNone);
        addLabour(generation, labour);
    }

    private static void tally(
            Map<LabourRow, Deltas.Pair> labour, Deltas.Slot slot, Map<UUID, Deltas.Pair> merchants, int sign) {
        var seconds = SlotShares.of(merchants.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().first())));
        merchants.forEach((merchant, part) -> labour.merge(
                new LabourRow(
                        slot.day(), slot.site(), slot.person(), slot.step().name(), merchant),
                new Deltas.Pair(sign * part.second(), sign * seconds.getOrDefault(merchant, 0L)),
                (a, b) -> a.plus(b.first(), b.second())));
    }

    private Map<SlotKey, Map<UUID, Deltas.Pair>> slotsBefore(int generation, Collection<Deltas.Slot> slots) {
        var all = new Columns<>(slots);
        var before = new HashMap<SlotKey, Map<UUID, Deltas.Pair>>();
        jdbc.sql(SLOTS)
                .param("generation", generation)
                .param("slots", all.of("timestamptz", slot -> java.time.Instant.ofEpochSecond(slot.begins())))
                .param("sites", all.uuids(Deltas.Slot::site))
                .param("persons", all.of("text", Deltas.Slot::person))
                .param("steps", all.of("text", slot -> slot.step().name()))
                .query(row -> {
                    before.computeIfAbsent(
                                    new SlotKey(
                                            row.getObject("warehouse_id", UUID.class),
                                            row.getString("person"),
                                            row.getString("step"),
                                            row.getLong("begins")),
                                    key -> new HashMap<>())
                            .put(
                                    row.getObject("merchant_id", UUID.class),
                                    new Deltas.Pair(row.getLong("marks"), row.getLong("units")));
                });
        return before;
    }

    private void putSlots(int generation, List<SlotPart> parts) {
        var all = new Columns<>(parts);
        jdbc.sql(ADD_SLOTS)
                .param("generation", generation)
                .param("sites", all.uuids(part -> part.slot().site()))
                .param("persons", all.of("text", part -> part.slot().person()))
                .param("steps", all.of("text", part -> part.slot().step()))
                .param(
                        "slots",
                        all.of(
                                "timestamptz",
                                part -> java.time.Instant.ofEpochSecond(
                                        part.slot().begins())))
                .param("merchants", all.uuids(SlotPart::merchant))
                .param("marks", all.of("int8", part -> part.change().first()))
                .param("units", all.of("int8", part -> part.change().second()))
                .update();
    }

    private void addLabour(int generation, Map<LabourRow, Deltas.Pair> labour) {
        if (labour.isEmpty()) return;
        var all = new Columns<>(labour.entrySet());
        jdbc.sql(ADD_LABOUR)
                .param("generation", generation, Types.INTEGER)
                .param("days", all.of("date", row -> row.getKey().day()))
                .param("sites", all.uuids(row -> row.getKey().site()))
                .param("persons", all.of("text", row -> row.getKey().person()))
                .param("steps", all.of("text", row -> row.getKey().step()))
                .param("merchants", all.uuids(row -> row.getKey().merchant()))
                .param("units", all.of("int8", row -> row.getValue().first()))
                .param("seconds", all.of("int8", row -> row.getValue().second()))
                .update();
    }

    /** Rows as typed arrays for {@code unnest}. */
    private record Columns<T>(Collection<T> rows) {
        SqlArrayValue uuids(Function<T, UUID> value) {
            return of("uuid", value::apply);
        }

        SqlArrayValue of(String type, Function<T, @org.jspecify.annotations.Nullable Object> value) {
            boolean binary =
                    java.util.Set.of("uuid", "int2", "int4", "int8", "bool").contains(type);
            return new SqlArrayValue(
                    type,
                    rows.stream()
                            .map(value)
                            .map(v -> v == null || binary ? v : v.toString())
                            .toArray());
        }
    }
}

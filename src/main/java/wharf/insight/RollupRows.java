package wharf.insight;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.JsonRows;
import wharf.platform.Sql;

/** Writes what changes. One reader writes at a time, so that rows are locked in no order. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RollupRows {
    private static final String ADD_DAYS = """
            insert into insight_day as d (generation, merchant_id, warehouse_id, day, channel, currency, %s)
            select :generation, merchant_id, warehouse_id, day, channel, currency, %s
            from jsonb_populate_recordset(null::insight_day, cast(:rows as jsonb))
            on conflict (generation, day, merchant_id, warehouse_id, channel, currency) do update
            set %s
            """.formatted(
                    Measure.columns("%1$s"),
                    Measure.columns("coalesce(%1$s, 0)"),
                    Measure.columns("%1$s = d.%1$s + excluded.%1$s"));
    private static final String ADD_SPREADS = """
            insert into insight_spread as d (generation, step, day, merchant_id, warehouse_id, channel, bucket, n, seconds)
            select :generation, step, day, merchant_id, warehouse_id, channel, bucket, n, seconds
            from jsonb_populate_recordset(null::insight_spread, cast(:rows as jsonb))
            on conflict (generation, step, day, merchant_id, warehouse_id, channel, bucket) do update
            set n = d.n + excluded.n, seconds = d.seconds + excluded.seconds
            """;
    private static final String ADD_SPLITS = """
            insert into insight_split as d (generation, kind, day, merchant_id, warehouse_id, channel, name, n, good)
            select :generation, kind, day, merchant_id, warehouse_id, channel, name, n, good
            from jsonb_populate_recordset(null::insight_split, cast(:rows as jsonb))
            on conflict (generation, kind, day, merchant_id, warehouse_id, channel, name) do update
            set n = d.n + excluded.n, good = d.good + excluded.good
            """;
    private static final String SLOTS = """
            select s.warehouse_id, s.person, s.step, extract(epoch from s.slot)::bigint as begins, s.day, s.merchant_id, s.marks, s.units
            from jsonb_populate_recordset(null::insight_slot, cast(:rows as jsonb)) n
            join insight_slot s
              on s.generation = :generation and s.slot = n.slot and s.warehouse_id = n.warehouse_id and s.person = n.person and s.step = n.step
              and s.day = n.day
            """;
    private static final String ADD_SLOTS = """
            insert into insight_slot as d (generation, warehouse_id, person, step, slot, day, merchant_id, marks, units)
            select :generation, warehouse_id, person, step, slot, day, merchant_id, marks, units
            from jsonb_populate_recordset(null::insight_slot, cast(:rows as jsonb))
            on conflict (generation, slot, warehouse_id, person, step, day, merchant_id) do update
            set marks = d.marks + excluded.marks, units = d.units + excluded.units
            """;
    private static final String ADD_LABOUR = """
            insert into insight_labour as d (generation, day, warehouse_id, person, step, merchant_id, units, seconds)
            select :generation, day, warehouse_id, person, step, merchant_id, units, seconds
            from jsonb_populate_recordset(null::insight_labour, cast(:rows as jsonb))
            on conflict (generation, day, warehouse_id, person, step, merchant_id) do update
            set units = d.units + excluded.units, seconds = d.seconds + excluded.seconds
            """;
    private static final String PARTS = """
            select order_id, parts::text as parts
            from insight_order
            where generation = :generation
            and order_id = any(:orders)
            """;
    private static final String PUT_ORDERS = """
            insert into insight_order (generation, order_id, merchant_id, warehouse_id, channel, placed_at, shipped_at, ship_by, shipped_late,
                                       delivered_at, promised_by, promise_broken, flaws, wrong_units, returned_at, units_returned,
                                       refunded_at, refund_seconds, csat_at, csat, nps_at, nps, cost_minor, cost_currency, parts)
            select :generation, order_id, merchant_id, warehouse_id, channel, placed_at, shipped_at, ship_by, shipped_late, delivered_at,
                   promised_by, promise_broken, flaws, wrong_units, returned_at, units_returned, refunded_at, refund_seconds, csat_at, csat,
                   nps_at, nps, cost_minor, cost_currency, parts
            from jsonb_populate_recordset(null::insight_order, cast(:rows as jsonb))
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
    private final JsonRows rows;
    private final JsonMapper json;

    RollupRows(JdbcClient jdbc, JsonRows rows, JsonMapper json) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.json = json;
    }

    // Rows as the tables have them; components are named as the columns.

    /** An order as it is to be kept. */
    record Kept(
            UUID orderId, UUID merchantId, @JsonUnwrapped Summary summary, Contribution parts) {}

    private record Days(
            @JsonUnwrapped Deltas.DayRow row, @JsonAnyGetter Map<String, Long> measures) {}

    private record Spreads(@JsonUnwrapped Deltas.SpreadRow row, long n, long seconds) {}

    private record Splits(@JsonUnwrapped Deltas.SplitRow row, long n, long good) {}

    private record SlotPart(@JsonUnwrapped Deltas.Slot row, UUID merchantId, long marks, long units) {}

    private record LabourRow(
            LocalDate day, UUID warehouseId, String person, Contribution.Labour step, UUID merchantId) {}

    private record Labour(@JsonUnwrapped LabourRow row, long units, long seconds) {}

    private void write(String sql, int generation, Collection<? extends Record> all) {
        if (!all.isEmpty())
            jdbc.sql(sql)
                    .param("generation", generation)
                    .param("rows", rows.of(all))
                    .update();
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

    public void put(int generation, List<Kept> orders) {
        write(PUT_ORDERS, generation, orders);
    }

    public void add(int generation, Deltas deltas) {
        write(
                ADD_DAYS,
                generation,
                deltas.days().entrySet().stream()
                        .map(day -> new Days(day.getKey(), columns(day.getValue())))
                        .toList());
        write(
                ADD_SPREADS,
                generation,
                deltas.spreads().entrySet().stream()
                        .map(one -> new Spreads(
                                one.getKey(),
                                one.getValue().first(),
                                one.getValue().second()))
                        .toList());
        write(
                ADD_SPLITS,
                generation,
                deltas.splits().entrySet().stream()
                        .map(one -> new Splits(
                                one.getKey(),
                                one.getValue().first(),
                                one.getValue().second()))
                        .toList());
        addSlots(generation, deltas.slots());
    }

    private static Map<String, Long> columns(Map<Measure, Long> measures) {
        return measures.entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().column(), Map.Entry::getValue));
    }

    /** Five minutes are split anew among the merchants they were worked for, and the difference goes into the day. */
    private void addSlots(int generation, Map<Deltas.Slot, Map<UUID, Deltas.Pair>> slots) {
        if (slots.isEmpty()) return;
        var before = slotsBefore(generation, slots.keySet());
        var labour = new HashMap<LabourRow, Deltas.Pair>();
        var parts = new ArrayList<SlotPart>();
        slots.forEach((slot, changes) -> {
            var old = before.getOrDefault(slot, Map.of());
            var fresh = new TreeMap<>(old);
            changes.forEach((merchant, change) -> {
                fresh.merge(merchant, change, (a, b) -> a.plus(b.first(), b.second()));
                parts.add(new SlotPart(slot, merchant, change.first(), change.second()));
            });
            tally(labour, slot, old, -1);
            tally(labour, slot, fresh, 1);
        });
        labour.values().removeIf(Deltas.Pair::isNone);
        write(ADD_SLOTS, generation, parts);
        write(
                ADD_LABOUR,
                generation,
                labour.entrySet().stream()
                        .map(one -> new Labour(
                                one.getKey(),
                                one.getValue().first(),
                                one.getValue().second()))
                        .toList());
    }

    private static void tally(
            Map<LabourRow, Deltas.Pair> labour, Deltas.Slot slot, Map<UUID, Deltas.Pair> merchants, int sign) {
        var seconds = SlotShares.of(merchants.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().first())));
        merchants.forEach((merchant, part) -> labour.merge(
                new LabourRow(slot.day(), slot.warehouseId(), slot.person(), slot.step(), merchant),
                new Deltas.Pair(sign * part.second(), sign * seconds.getOrDefault(merchant, 0L)),
                (a, b) -> a.plus(b.first(), b.second())));
    }

    private Map<Deltas.Slot, Map<UUID, Deltas.Pair>> slotsBefore(int generation, Collection<Deltas.Slot> slots) {
        var before = new HashMap<Deltas.Slot, Map<UUID, Deltas.Pair>>();
        jdbc.sql(SLOTS)
                .param("generation", generation)
                .param("rows", rows.of(slots))
                .query(row -> {
                    before.computeIfAbsent(slot(row), key -> new HashMap<>())
                            .put(
                                    row.getObject("merchant_id", UUID.class),
                                    new Deltas.Pair(row.getLong("marks"), row.getLong("units")));
                });
        return before;
    }

    private static Deltas.Slot slot(ResultSet row) throws SQLException {
        return new Deltas.Slot(
                row.getObject("warehouse_id", UUID.class),
                row.getString("person"),
                Contribution.Labour.valueOf(row.getString("step")),
                Instant.ofEpochSecond(row.getLong("begins")),
                row.getObject("day", LocalDate.class));
    }
}

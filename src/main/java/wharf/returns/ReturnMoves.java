package wharf.returns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Orders;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;

/**
 * The one door through which units of returns change state. Callers hold the locks of {@link #lock}: the order first, then the return, so
 * that two commands about one order's returns never overlap.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReturnMoves {
    private static final List<ReturnState> STATES = List.of(ReturnState.values());
    private static final String CHANGES = STATES.stream()
            .map(s -> s.column() + " = l." + s.column() + " + d." + s.column())
            .collect(Collectors.joining(", "));
    private static final String GUARDS = STATES.stream()
            .map(s -> "and l." + s.column() + " + d." + s.column() + " >= 0")
            .collect(Collectors.joining(" "));
    private static final String COLUMNS =
            STATES.stream().map(ReturnState::column).collect(Collectors.joining(", "));
    private static final String ARRAYS =
            STATES.stream().map(s -> ":" + s.column()).collect(Collectors.joining(", "));
    private static final String MOVE = """
            update rma_line l
            set %s
            from unnest(:returns, :lines, %s) as d (rma_id, line_no, %s)
            where l.rma_id = d.rma_id
            and l.line_no = d.line_no
            %s
            returning l.rma_id, l.line_no
            """.formatted(CHANGES, ARRAYS, COLUMNS, GUARDS);
    /** The least settled of its units says where a return is; of those that ended, that something was settled comes first. */
    private static final String REFRESH = """
            update rma r
            set state = case
                  when s.received > 0 then 'RECEIVED'
                  when s.graded > 0 and s.requested + s.authorised + s.in_transit = 0 then 'GRADED'
                  when s.in_transit > 0 then 'IN_TRANSIT'
                  when s.authorised > 0 then 'AUTHORISED'
                  when s.requested > 0 then 'REQUESTED'
                  when s.settled > 0 then 'SETTLED'
                  when s.rejected > 0 then 'REJECTED'
                  when s.expired > 0 then 'EXPIRED'
                  else 'CANCELLED' end,
                settled_at = case when s.settled > 0 and s.requested + s.authorised + s.in_transit + s.received + s.graded = 0
                             then coalesce(r.settled_at, :now) else r.settled_at end,
                version = version + 1
            from (
              select rma_id, sum(requested) as requested, sum(authorised) as authorised, sum(in_transit) as in_transit, sum(received) as received,
                     sum(graded) as graded, sum(settled) as settled, sum(rejected) as rejected, sum(expired) as expired
              from rma_line
              where rma_id = any(:ids)
              group by rma_id
            ) s
            where r.id = s.rma_id
            """;

    private static final String RELEASE = """
            update rma_claim c
            set claimed = c.claimed - d.quantity
            from (
              select l.order_id, l.line_no, sum(d.quantity) as quantity
              from unnest(:returns, :lines, :quantities) as d (rma_id, line_no, quantity)
              join rma_line l on l.rma_id = d.rma_id and l.line_no = d.line_no
              group by l.order_id, l.line_no
            ) d
            where c.order_id = d.order_id
            and c.line_no = d.line_no
            """;
    private static final String LOCK = """
            select id, merchant_id, order_id, number
            from rma
            where id = any(:ids)
            order by id
            for update
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Facts facts;
    private final BusinessClock clock;

    ReturnMoves(JdbcClient jdbc, Orders orders, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.facts = facts;
        this.clock = clock;
    }

    /** So many units of a line go from one state to another. */
    record Step(ReturnId id, int line, ReturnState from, ReturnState to, int quantity) {
        Step {
            if (quantity <= 0) throw new IllegalArgumentException("move of " + quantity + " units");
            if (!from.next().contains(to))
                throw new IllegalArgumentException("no unit goes from " + from + " to " + to);
        }
    }

    /** A return and whose it is. */
    record Ref(ReturnId id, MerchantId merchant, OrderId order, long number) {
        Fact fact(String type, java.time.Instant at) {
            return Fact.of(merchant, order.value(), "return", id.value(), type, at);
        }
    }

    /** Holds the returns and their orders until the transaction ends, orders first; those that do not exist are left out. */
    public List<Ref> lock(Collection<ReturnId> ids) {
        var theirs = jdbc.sql("select distinct order_id from rma where id = any(:ids)")
                .param("ids", Sql.ids(ids))
                .query(UUID.class)
                .list();
        orders.lock(theirs.stream().map(OrderId::new).toList());
        return jdbc.sql(LOCK)
                .param("ids", Sql.ids(ids))
                .query((row, n) -> new Ref(
                        new ReturnId(row.getObject("id", UUID.class)),
                        new MerchantId(row.getObject("merchant_id", UUID.class)),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        row.getLong("number")))
                .list();
    }

    public Ref lock(ReturnId id) {
        return lock(List.of(id)).stream().findFirst().orElseThrow(() -> Refusal.notFound("return", id));
    }

    /**
     * Moves units, all or none, writes the history and brings the returns' own states in line. Refuses when some units are not where the
     * caller believes them to be.
     */
    public void move(List<Ref> locked, List<Step> steps, @Nullable String reason) {
        if (steps.isEmpty()) return;
        var deltas = new TreeMap<Key, int[]>();
        for (var step : steps) {
            var delta = deltas.computeIfAbsent(new Key(step.id().value(), step.line()), key -> new int[STATES.size()]);
            delta[step.from().ordinal()] -= step.quantity();
            delta[step.to().ordinal()] += step.quantity();
        }
        apply(deltas);
        release(steps.stream().filter(step -> step.to().givesUp()).toList());
        refresh(steps.stream().map(Step::id).distinct().toList());
        record(locked, steps, reason);
    }

    private record Key(UUID id, int line) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byId = id.compareTo(other.id);
            return byId != 0 ? byId : Integer.compare(line, other.line);
        }
    }

    private void apply(Map<Key, int[]> deltas) {
        var statement = jdbc.sql(MOVE)
                .param(
                        "returns",
                        Sql.uuids(deltas.keySet().stream().map(Key::id).toList()))
                .param("lines", Sql.ints(deltas.keySet().stream().map(Key::line).toList()));
        for (var state : STATES)
            statement = statement.param(
                    state.column(),
                    Sql.ints(deltas.values().stream()
                            .map(delta -> delta[state.ordinal()])
                            .toList()));
        int moved = statement.query((row, n) -> n).list().size();
        if (moved < deltas.size())
            throw Refusal.conflict(
                    "units-have-moved-on",
                    "quantity",
                    null,
                    "Some of these units are not in that state any more; look at the return again.");
    }

    private void release(List<Step> given) {
        if (given.isEmpty()) return;
        jdbc.sql(RELEASE)
                .param("returns", Sql.ids(given.stream().map(Step::id).toList()))
                .param("lines", Sql.ints(given.stream().map(Step::line).toList()))
                .param("quantities", Sql.ints(given.stream().map(Step::quantity).toList()))
                .update();
    }

    public void refresh(Collection<ReturnId> ids) {
        jdbc.sql(REFRESH)
                .param("ids", Sql.ids(ids))
                .param("now", Sql.timestamp(clock.instant()))
                .update();
    }

    private void record(List<Ref> locked, List<Step> steps, @Nullable String reason) {
        var now = clock.instant();
        var found = new ArrayList<Fact>();
        for (var ref : locked) {
            var mine = steps.stream().filter(step -> step.id().equals(ref.id())).toList();
            var byKind = new LinkedHashMap<List<ReturnState>, Integer>();
            for (var step : mine) byKind.merge(List.of(step.from(), step.to()), step.quantity(), Integer::sum);
            byKind.forEach((kind, units) -> found.add(ref.fact(type(kind.getFirst(), kind.getLast()), now)
                    .because(reason)
                    .with(data(ref, units, mine))));
        }
        facts.record(found);
    }

    private static String type(ReturnState from, ReturnState to) {
        boolean undone = from == ReturnState.RECEIVED && to != ReturnState.GRADED;
        if (from == ReturnState.IN_TRANSIT && to == ReturnState.AUTHORISED) return "return.hand_over_undone";
        return "return." + (undone ? "count_undone" : to.column());
    }

    private static Map<String, Object> data(Ref ref, int units, List<Step> steps) {
        var lines = steps.stream()
                .map(step -> step.line() + "×" + step.quantity())
                .distinct()
                .toList();
        return Map.of("number", "RMA-" + ref.number(), "units", units, "lines", String.join(" ", lines));
    }

    /** All units of a return that are in one of the states, as steps to another. */
    static List<Step> all(ReturnView view, ReturnState to, ReturnState... from) {
        var steps = new ArrayList<Step>();
        for (var line : view.lines())
            Arrays.stream(from)
                    .filter(state -> line.in(state) > 0)
                    .forEach(state -> steps.add(new Step(view.id(), line.line(), state, to, line.in(state))));
        return steps;
    }
}

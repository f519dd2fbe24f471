package wharf.yours;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Sql;

/** The table {@code trial_order}. */
@Service
class TrialOrders {
    private static final String ADD = """
            insert into trial_order (trial_id, n, merchant_id, ref, state, already_shipped, placed_at, country, region, city, latitude, longitude,
                                     units, body)
            select :trial, o.n, :merchant, o.ref, o.state, o.shipped, o.placed_at, o.country, o.region, o.city, o.latitude, o.longitude, o.units,
                   cast(o.body as jsonb)
            from unnest(:numbers, :refs, :states, :shipped, :placed, :countries, :regions, :cities, :latitudes, :longitudes, :units, :bodies)
              as o (n, ref, state, shipped, placed_at, country, region, city, latitude, longitude, units, body)
            """;
    private static final String COUNT = """
            update trial
            set position = :position, orders = orders + :orders, fit = fit + :fit, called_off = called_off + :calledOff
            where id = :trial
            and run = :run
            and state = 'CHECKING'
            and orders = :before
            """;
    private static final String SELECT = """
            select n, body::text as body, taken
            from trial_order
            """;
    private static final String DEMAND = """
            select city as name, region, country, avg(latitude) as latitude, avg(longitude) as longitude, count(*) as orders
            from trial_order
            where trial_id = :trial
            and state = 'FIT'
            and latitude is not null
            group by country, region, city
            order by orders desc, name
            limit 2000
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RowMapper<Numbered> row;

    TrialOrders(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.row = (r, n) -> new Numbered(
                r.getInt("n"), json.readValue(r.getString("body"), TrialOrder.class), r.getString("taken"));
    }

    /** @param taken what became of it when it was taken in for real; null when nobody tried */
    record Numbered(int n, TrialOrder order, @Nullable String taken) {}

    /** Numbers the orders from {@code first} on; false when the trial is checked no more, or somebody else has numbered them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Trial trial, int first, String position, List<TrialOrder> orders) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < orders.size(); i++) numbers.add(first + i);
        if (!count(trial, first - 1, position, orders)) return false;
        jdbc.sql(ADD)
                .param("trial", trial.id())
                .param("merchant", trial.merchant().value())
                .param("numbers", Sql.ints(numbers))
                .param("refs", Sql.texts(orders.stream().map(TrialOrder::ref).toList()))
                .param(
                        "states",
                        Sql.texts(orders.stream().map(one -> one.state().name()).toList()))
                .param(
                        "shipped",
                        Sql.booleans(
                                orders.stream().map(TrialOrder::alreadyShipped).toList()))
                .param(
                        "placed",
                        Sql.instants(orders.stream().map(TrialOrder::placedAt).toList()))
                .param(
                        "countries",
                        Sql.texts(orders.stream()
                                .map(one -> one.shipTo().country())
                                .toList()))
                .param(
                        "regions",
                        Sql.texts(orders.stream()
                                .map(one -> text(one.shipTo().region()))
                                .toList()))
                .param(
                        "cities",
                        Sql.texts(orders.stream()
                                .map(one -> text(one.shipTo().city()))
                                .toList()))
                .param(
                        "latitudes",
                        doubles(orders.stream().map(TrialOrder::latitude).toList()))
                .param(
                        "longitudes",
                        doubles(orders.stream().map(TrialOrder::longitude).toList()))
                .param("units", Sql.ints(orders.stream().map(TrialOrder::units).toList()))
                .param(
                        "bodies",
                        Sql.texts(orders.stream().map(json::writeValueAsString).toList()))
                .update();
        return true;
    }

    static org.springframework.jdbc.support.SqlArrayValue doubles(Collection<? extends @Nullable Double> values) {
        return new org.springframework.jdbc.support.SqlArrayValue("float8", (Object[]) values.toArray(Double[]::new));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.length() > 100 ? text.substring(0, 100) : text;
    }

    private boolean count(Trial trial, int before, String position, List<TrialOrder> orders) {
        return jdbc.sql(COUNT)
                        .param("trial", trial.id())
                        .param("run", trial.run())
                        .param("before", before)
                        .param("position", position)
                        .param("orders", orders.size())
                        .param("fit", in(orders, TrialOrder.State.FIT))
                        .param("calledOff", in(orders, TrialOrder.State.CALLED_OFF))
                        .update()
                == 1;
    }

    private static long in(List<TrialOrder> orders, TrialOrder.State state) {
        return orders.stream().filter(order -> order.state() == state).count();
    }

    @Transactional(readOnly = true)
    public List<Numbered> fit(UUID trial, int after, int limit) {
        return jdbc.sql(SELECT + """
                where trial_id = :trial
                and state = 'FIT'
                and n > :after
                order by n
                limit :limit
                """)
                .param("trial", trial)
                .param("after", after)
                .param("limit", limit)
                .query(row)
                .list();
    }

    /** Orders that may be taken in: fit, and not shipped by the source unless wished. */
    @Transactional(readOnly = true)
    public List<Numbered> toTake(UUID trial, boolean shippedToo, int after, int limit) {
        return jdbc.sql(SELECT + """
                where trial_id = :trial
                and state = 'FIT'
                and (:shippedToo or not already_shipped)
                and n > :after
                order by n
                limit :limit
                """)
                .param("trial", trial)
                .param("shippedToo", shippedToo)
                .param("after", after)
                .param("limit", limit)
                .query(row)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Numbered> one(UUID trial, int n) {
        return jdbc.sql(SELECT + "where trial_id = :trial and n = :n")
                .param("trial", trial)
                .param("n", n)
                .query(row)
                .optional();
    }

    @Transactional(readOnly = true)
    public int shippedAlready(UUID trial) {
        return jdbc.sql(
                        "select count(*) from trial_order where trial_id = :trial and state = 'FIT' and already_shipped")
                .param("trial", trial)
                .query(Integer.class)
                .single();
    }

    /** Where the orders go, most first. */
    @Transactional(readOnly = true)
    public List<Placing.Demand> demand(UUID trial) {
        return jdbc.sql(DEMAND)
                .param("trial", trial)
                .query(Placing.Demand.class)
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void took(UUID trial, List<Integer> numbers, List<String> results) {
        jdbc.sql("""
                update trial_order
                set taken = t.result
                from unnest(:numbers, :results) as t (n, result)
                where trial_order.trial_id = :trial
                and trial_order.n = t.n
                """)
                .param("trial", trial)
                .param("numbers", Sql.ints(numbers))
                .param("results", Sql.texts(results))
                .update();
    }
}

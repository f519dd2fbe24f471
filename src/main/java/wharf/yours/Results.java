package wharf.yours;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;

/** The table {@code trial_result}: what routing and packing would have done, order by order, and what it comes to. */
@Service
class Results {
    private static final String ADD = """
            insert into trial_result (trial_id, n, merchant_id, sites, parcels, cartons, postage_minor, packing_minor, days, miles, goods_mm3,
                                      carton_mm3, alone_minor, alone_days, alone_miles)
            select :trial, r.n, :merchant, r.sites, r.parcels, string_to_array(r.cartons, '|'), r.postage, r.packing, r.days, r.miles, r.goods,
                   r.inside, string_to_array(r.alone, ',', '')::bigint[], string_to_array(r.alone_days, ',', '')::integer[],
                   string_to_array(r.alone_miles, ',', '')::double precision[]
            from unnest(:numbers, :sites, :parcels, :cartons, :postage, :packing, :days, :miles, :goods, :inside, :alone, :aloneDays, :aloneMiles)
              as r (n, sites, parcels, cartons, postage, packing, days, miles, goods, inside, alone, alone_days, alone_miles)
            """;
    private static final String COUNT = """
            update trial
            set position = :position, tried = tried + :tried
            where id = :trial
            and run = :run
            and state = 'TRYING'
            and coalesce(position, '0') = :before
            """;
    private static final String ALONE = """
            select count(alone_minor[:site]) as orders, coalesce(sum(alone_minor[:site]), 0) as cost_minor,
                   coalesce(avg(alone_days[:site]), 0) as days, coalesce(avg(alone_miles[:site]), 0) as miles
            from trial_result
            where trial_id = :trial
            """;
    private static final String SAVE = """
            update trial_result
            set saving_minor = alone_minor[:site] - postage_minor - packing_minor
            where trial_id = :trial
            and alone_minor[:site] is not null
            """;
    private static final String TOTALS = """
            select count(*) as priced, count(*) filter (where sites like '%+%') as split, coalesce(sum(parcels), 0) as parcels,
                   coalesce(sum(postage_minor), 0) as postage_minor, coalesce(sum(packing_minor), 0) as packing_minor,
                   coalesce(avg(days), 0) as days, coalesce(avg(miles), 0) as miles,
                   coalesce(sum(goods_mm3)::double precision / nullif(sum(carton_mm3), 0), 0) as fill
            from trial_result
            where trial_id = :trial
            """;
    private static final String SITES = """
            select sites as name, count(*) as count, sum(postage_minor + packing_minor)::bigint as cost_minor
            from trial_result
            where trial_id = :trial
            group by sites
            order by count desc, name
            """;
    private static final String CARTONS = """
            select c.carton as name, count(*) as count, 0::bigint as cost_minor
            from trial_result r
            cross join lateral unnest(r.cartons) as c (carton)
            where r.trial_id = :trial
            group by c.carton
            order by count desc, name
            """;
    private static final String ARRIVALS = """
            select days, sum(orders)::bigint as orders, sum(alone)::bigint as alone
            from (
              select days, count(*) as orders, 0 as alone
              from trial_result
              where trial_id = :trial
              group by days
              union all
              select alone_days[:site], 0, count(*)
              from trial_result
              where trial_id = :trial
              and alone_days[:site] is not null
              group by 1
            ) both_ways
            group by days
            order by days
            limit 60
            """;
    private static final String REGIONS = """
            select o.country || coalesce(' ' || nullif(o.region, ''), '') as name, count(*) as orders,
                   sum(r.postage_minor + r.packing_minor)::bigint as cost_minor, sum(r.alone_minor[:site])::bigint as alone_minor,
                   avg(r.days)::double precision as days, avg(r.alone_days[:site])::double precision as alone_days
            from trial_result r
            join trial_order o on o.trial_id = r.trial_id and o.n = r.n
            where r.trial_id = :trial
            and r.saving_minor is not null
            group by 1
            order by orders desc, name
            limit 60
            """;
    private static final String SPOTS = """
            select round(o.latitude::numeric * 2) / 2 as latitude, round(o.longitude::numeric * 2) / 2 as longitude,
                   min(split_part(r.sites, '+', 1)) as site, count(*) as orders
            from trial_result r
            join trial_order o on o.trial_id = r.trial_id and o.n = r.n
            where r.trial_id = :trial
            and o.latitude is not null
            group by 1, 2, split_part(r.sites, '+', 1)
            order by orders desc
            limit 600
            """;
    private static final String ROWS = """
            select r.n, o.ref, o.placed_at, o.city, o.region, o.country, o.units, r.sites, r.parcels, array_to_string(r.cartons, ' + ') as cartons,
                   r.postage_minor, r.packing_minor, r.days, r.miles, r.saving_minor, r.alone_minor[:site] as alone_minor,
                   r.alone_days[:site] as alone_days
            from trial_result r
            join trial_order o on o.trial_id = r.trial_id and o.n = r.n
            """;

    private final JdbcClient jdbc;
    private final TrialItems items;

    Results(JdbcClient jdbc, TrialItems items) {
        this.jdbc = jdbc;
        this.items = items;
    }

    record Found(int n, Replay.Tried tried) {}

    /** False when the trial is tried no more, or somebody else has tried these orders. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Trial trial, int before, int position, int tried, List<Found> found) {
        if (!count(trial, before, position, tried)) return false;
        if (!found.isEmpty())
            jdbc.sql(ADD)
                    .param("trial", trial.id())
                    .param("merchant", trial.merchant().value())
                    .param("numbers", Sql.ints(found.stream().map(Found::n).toList()))
                    .param("sites", texts(found, one -> String.join("+", one.sites())))
                    .param(
                            "parcels",
                            Sql.ints(found.stream()
                                    .map(one -> one.tried().cartons().size())
                                    .toList()))
                    .param("cartons", texts(found, one -> String.join("|", one.cartons())))
                    .param("postage", longs(found, Replay.Tried::postageMinor))
                    .param("packing", longs(found, Replay.Tried::packingMinor))
                    .param(
                            "days",
                            Sql.ints(found.stream()
                                    .map(one -> one.tried().days())
                                    .toList()))
                    .param(
                            "miles",
                            TrialOrders.doubles(found.stream()
                                    .map(one -> one.tried().miles())
                                    .toList()))
                    .param("goods", longs(found, one -> volume(one, Packing.Packed::goodsMm3)))
                    .param("inside", longs(found, one -> volume(one, Packing.Packed::cartonMm3)))
                    .param(
                            "alone",
                            texts(
                                    found,
                                    one -> joined(
                                            one,
                                            s -> s.packed().postageMinor()
                                                    + s.packed().packingMinor())))
                    .param("aloneDays", texts(found, one -> joined(one, Replay.Shipped::days)))
                    .param("aloneMiles", texts(found, one -> joined(one, Replay.Shipped::miles)))
                    .update();
        return true;
    }

    private boolean count(Trial trial, int before, int position, int tried) {
        return jdbc.sql(COUNT)
                        .param("trial", trial.id())
                        .param("run", trial.run())
                        .param("before", Integer.toString(before))
                        .param("position", Integer.toString(position))
                        .param("tried", tried)
                        .update()
                == 1;
    }

    private static org.springframework.jdbc.support.SqlArrayValue texts(
            List<Found> found, Function<Replay.Tried, String> value) {
        return Sql.texts(found.stream().map(one -> value.apply(one.tried())).toList());
    }

    private static org.springframework.jdbc.support.SqlArrayValue longs(
            List<Found> found, Function<Replay.Tried, Long> value) {
        return Sql.longs(found.stream().map(one -> value.apply(one.tried())).toList());
    }

    private static long volume(Replay.Tried tried, Function<Packing.Packed, Long> part) {
        return tried.shipped().stream()
                .mapToLong(one -> part.apply(one.packed()))
                .sum();
    }

    private static String joined(Replay.Tried tried, Function<Replay.Shipped, Object> figure) {
        return tried.alone().stream()
                .map(one -> one == null ? "" : figure.apply(one).toString())
                .collect(Collectors.joining(","));
    }

    /** Sums everything up and compares each order with the baseline. */
    @Transactional
    public Summary sumUp(UUID trial, Assumptions assumptions, String currency) {
        var alone = new ArrayList<Summary.Alone>();
        for (int site = 1; site <= assumptions.sites().size(); site++) {
            var code = assumptions.sites().get(site - 1).code();
            alone.add(jdbc.sql(ALONE)
                    .param("trial", trial)
                    .param("site", site)
                    .query((r, n) -> new Summary.Alone(
                            code,
                            r.getInt("orders"),
                            r.getLong("cost_minor"),
                            r.getDouble("days"),
                            r.getDouble("miles")))
                    .single());
        }
        int baseline = baseline(assumptions, alone);
        jdbc.sql(SAVE).param("trial", trial).param("site", baseline + 1).update();
        record Totals(
                int priced,
                int split,
                int parcels,
                long postageMinor,
                long packingMinor,
                double days,
                double miles,
                double fill) {}
        var totals = jdbc.sql(TOTALS).param("trial", trial).query(Totals.class).single();
        var sources = new LinkedHashMap<String, Long>(items.sources(trial));
        return new Summary(
                currency,
                totals.priced(),
                totals.split(),
                totals.parcels(),
                totals.postageMinor(),
                totals.packingMinor(),
                totals.days(),
                totals.miles(),
                totals.fill(),
                alone.get(baseline).code(),
                alone,
                jdbc.sql(SITES).param("trial", trial).query(Summary.Share.class).list(),
                jdbc.sql(CARTONS)
                        .param("trial", trial)
                        .query(Summary.Share.class)
                        .list(),
                jdbc.sql(ARRIVALS)
                        .param("trial", trial)
                        .param("site", baseline + 1)
                        .query(Summary.Days.class)
                        .list(),
                jdbc.sql(REGIONS)
                        .param("trial", trial)
                        .param("site", baseline + 1)
                        .query(Summary.Region.class)
                        .list(),
                jdbc.sql(SPOTS).param("trial", trial).query(Summary.Spot.class).list(),
                sources);
    }

    /** The site wished for, else the one that ships most orders for the least money. */
    private static int baseline(Assumptions assumptions, List<Summary.Alone> alone) {
        int best = 0;
        for (int i = 0; i < alone.size(); i++) {
            if (alone.get(i).code().equals(assumptions.baseline())) return i;
            boolean more = alone.get(i).orders() > alone.get(best).orders();
            boolean cheaper = alone.get(i).orders() == alone.get(best).orders()
                    && alone.get(i).costMinor() < alone.get(best).costMinor();
            if (more || cheaper) best = i;
        }
        return best;
    }

    /** The orders that the sites save or cost most; {@code n} of them from either end. */
    @Transactional(readOnly = true)
    public List<TrialLine> extremes(UUID trial, int baseline, boolean savings, int limit) {
        return jdbc.sql(ROWS + (savings ? """
                where r.trial_id = :trial
                and r.saving_minor is not null
                order by r.saving_minor desc, r.n
                limit :limit
                """ : """
                where r.trial_id = :trial
                and r.saving_minor is not null
                order by r.saving_minor, r.n desc
                limit :limit
                """))
                .param("trial", trial)
                .param("site", baseline + 1)
                .param("limit", limit)
                .query(TrialLine.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<TrialLine> after(UUID trial, int baseline, int n, int limit) {
        return jdbc.sql(ROWS + """
                where r.trial_id = :trial
                and r.n > :n
                order by r.n
                limit :limit
                """)
                .param("trial", trial)
                .param("site", baseline + 1)
                .param("n", n)
                .param("limit", limit)
                .query(TrialLine.class)
                .list();
    }

    static int index(Assumptions assumptions, Summary summary) {
        for (int i = 0; i < assumptions.sites().size(); i++)
            if (Objects.equals(assumptions.sites().get(i).code(), summary.baseline())) return i;
        return 0;
    }
}

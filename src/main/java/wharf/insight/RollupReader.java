package wharf.insight;

import java.sql.Types;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.Replacements;
import wharf.platform.Sql;

/** Reads roll-ups, and nothing else: what it costs depends on days, merchants, sites and channels, not on orders. */
@Component
class RollupReader {
    private static final String SELECTED = """
            where generation = (select generation from insight_build where state = 'CURRENT')
            and day between :from and :to
            and (:merchant::uuid is null or merchant_id = :merchant)
            and (:site::uuid is null or warehouse_id = :site)
            """;
    private static final String OF_CHANNEL = SELECTED + "and (:channel::text is null or channel = :channel)\n";
    private static final String DAYS = "select day, currency, " + Measure.columns("sum(%1$s)::bigint as %1$s")
            + "\nfrom insight_day\n" + OF_CHANNEL + "group by day, currency";
    private static final String SPREADS = """
            select day, step, bucket, sum(n)::bigint as n, sum(seconds)::bigint as seconds
            from insight_spread
            """ + OF_CHANNEL + """
            and step = any(:steps)
            group by day, step, bucket
            """;
    private static final String LABOUR = """
            select day, step, sum(units)::bigint as units, sum(seconds)::bigint as seconds
            from insight_labour
            """ + SELECTED + "group by day, step";
    private static final String PERSONS = """
            select person, sum(units)::bigint as units, sum(seconds)::bigint as seconds
            from insight_labour
            """ + SELECTED + """
            and step = :step
            group by person
            order by units desc, person
            limit 200
            """;
    private static final String SPLITS = """
            select name, sum(n)::bigint as n, sum(good)::bigint as good
            from insight_split
            """ + OF_CHANNEL + """
            and kind = :kind
            group by name
            having sum(n) <> 0
            order by n desc, name
            limit 200
            """;
    private static final String STOCK = """
            select day, currency, sum(units)::bigint as units, sum(unpriced_units)::bigint as unpriced, sum(value_minor)::bigint as value
            from insight_stock_day
            where day between :from and :to
            and (:merchant::uuid is null or merchant_id = :merchant)
            and (:site::uuid is null or warehouse_id = :site)
            group by day, currency
            """;
    private static final String CHANNELS = """
            select distinct channel
            from insight_day
            where generation = (select generation from insight_build where state = 'CURRENT')
            and day >= :from
            and channel not in ('', :reship)
            order by channel
            limit 100
            """;

    private final JdbcClient jdbc;

    RollupReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Work of a person. */
    record Person(String person, long units, long seconds) {}

    /** A name and how often. */
    record Split(String name, long n, long good) {}

    /** @param currency of the cost; amounts in others are left out, and told by {@code otherAmounts} */
    @Transactional(readOnly = true)
    public Map<LocalDate, Tally> days(Selection wanted, Rates rates, boolean wages, Collection<Step> steps) {
        var days = new TreeMap<LocalDate, Tally>();
        for (var day = wanted.from(); !day.isAfter(wanted.to()); day = day.plusDays(1)) days.put(day, new Tally());
        counts(wanted, rates, days);
        spreads(wanted, steps, days);
        if (wanted.channel() == null) {
            if (wages) labour(wanted, rates, days);
            holding(wanted, rates, days);
        }
        return days;
    }

    private void counts(Selection wanted, Rates rates, Map<LocalDate, Tally> days) {
        selected(DAYS, wanted, true).query(row -> {
            var day = row.getObject("day", LocalDate.class);
            var currency = row.getString("currency");
            var tally = days.get(day);
            if (tally == null) return;
            if (currency.isEmpty()) {
                for (var measure : Measure.ALL) tally.count(measure, row.getLong(measure.column()));
                if (rates.holdOn(day))
                    tally.cost(
                            CostPart.PAYMENT,
                            (double) rates.of(day).paymentFixedMinor() * row.getLong(Measure.ORDERS_SHIPPED.column()));
                return;
            }
            if (!currency.equals(rates.currency())) return;
            for (var measure : Measure.ALL) tally.count(measure, row.getLong(measure.column()));
            tally.cost(CostPart.MATERIAL, row.getLong(Measure.MATERIAL_MINOR.column()));
            tally.cost(CostPart.POSTAGE, row.getLong(Measure.POSTAGE_MINOR.column()));
            tally.cost(
                    CostPart.ERRORS,
                    row.getLong(Measure.CREDIT_MINOR.column()) + row.getLong(Measure.RESHIP_MINOR.column()));
            tally.cost(
                    CostPart.PAYMENT,
                    row.getLong(Measure.SHIPPED_SALES_MINOR.column())
                            * rates.of(day).paymentBasisPoints()
                            / 10_000.0);
        });
    }

    private void spreads(Selection wanted, Collection<Step> steps, Map<LocalDate, Tally> days) {
        if (steps.isEmpty()) return;
        selected(SPREADS, wanted, true)
                .param("steps", Sql.texts(steps.stream().map(Enum::name).toList()))
                .query(row -> {
                    var tally = days.get(row.getObject("day", LocalDate.class));
                    if (tally != null)
                        tally.spread(
                                Step.valueOf(row.getString("step")),
                                row.getInt("bucket"),
                                row.getLong("n"),
                                row.getLong("seconds"));
                });
    }

    private void labour(Selection wanted, Rates rates, Map<LocalDate, Tally> days) {
        selected(LABOUR, wanted, false).query(row -> {
            var day = row.getObject("day", LocalDate.class);
            var tally = days.get(day);
            if (tally == null) return;
            var step = Contribution.Labour.valueOf(row.getString("step"));
            long seconds = row.getLong("seconds");
            tally.work(step, row.getLong("units"), seconds);
            if (rates.holdOn(day))
                tally.cost(
                        step == Contribution.Labour.PICK ? CostPart.PICKING : CostPart.PACKING,
                        seconds / 3600.0 * rates.of(day).wageMinor());
        });
    }

    private void holding(Selection wanted, Rates rates, Map<LocalDate, Tally> days) {
        selected(STOCK, wanted, false).query(row -> {
            var day = row.getObject("day", LocalDate.class);
            var tally = days.get(day);
            if (tally != null && row.getString("currency").equals(rates.currency()))
                tally.cost(
                        CostPart.HOLDING, row.getLong("value") * rates.of(day).holdingPercent() / 100.0 / 365);
        });
    }

    @Transactional(readOnly = true)
    public List<Person> persons(Selection wanted, Contribution.Labour step) {
        return selected(PERSONS, wanted, false)
                .param("step", step.name())
                .query(Person.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Split> splits(Selection wanted, Contribution.Kind kind) {
        return selected(SPLITS, wanted, true)
                .param("kind", kind.name())
                .query(Split.class)
                .list();
    }

    /** Channels there were orders of since a day; what is sent again is no order. */
    @Transactional(readOnly = true)
    public List<String> channels(LocalDate since) {
        return jdbc.sql(CHANNELS)
                .param("from", since)
                .param("reship", Replacements.RESHIP)
                .query(String.class)
                .list();
    }

    /** Postage and material in other currencies than the cost's, which it leaves out as there is no rate. */
    @Transactional(readOnly = true)
    public Map<String, Long> otherAmounts(Selection wanted, String currency) {
        var others = new HashMap<String, Long>();
        selected(DAYS, wanted, true).query(row -> {
            var other = row.getString("currency");
            long minor = row.getLong(Measure.POSTAGE_MINOR.column())
                    + row.getLong(Measure.MATERIAL_MINOR.column())
                    + row.getLong(Measure.CREDIT_MINOR.column())
                    + row.getLong(Measure.RESHIP_MINOR.column());
            if (!other.isEmpty() && !other.equals(currency) && minor != 0) others.merge(other, minor, Long::sum);
        });
        return others;
    }

    private StatementSpec selected(String sql, Selection wanted, boolean ofChannel) {
        var statement = jdbc.sql(sql)
                .param("from", wanted.from())
                .param("to", wanted.to())
                .param(
                        "merchant",
                        wanted.merchant() == null ? null : wanted.merchant().value(),
                        Types.OTHER)
                .param("site", wanted.site(), Types.OTHER);
        return ofChannel ? statement.param("channel", wanted.channel(), Types.VARCHAR) : statement;
    }
}

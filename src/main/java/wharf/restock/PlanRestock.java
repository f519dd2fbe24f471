package wharf.restock;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import wharf.forecast.Forecast;
import wharf.forecast.Forecaster;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.platform.WorkStep;
import wharf.shared.MerchantId;

/**
 * Forecasts the demand of a merchant's items, altogether and per site, and keeps the reorder point that follows. Subjects are merchants. In
 * days while history is short, in weeks after that; today, which is not over, is left out.
 */
@Component
class PlanRestock implements WorkStep {
    static final String STEP = "RESTOCK_PLAN";
    private static final int ITEMS_AT_ONCE = 500;
    private static final int MOST_DAYS = 728;
    /** From so many days of history on, periods are weeks: fewer, calmer, and a year's season can be seen. */
    private static final int WEEKLY_FROM = 280;

    private static final int SHOWN_DAYS = 28;
    private static final double HIGH = 0.9;

    private static final String ITEMS = """
            select i.id, (i.created_at at time zone 'UTC')::date as since,
                   coalesce(x.lead_days, s.lead_days) as lead_days, coalesce(s.lead_days_deviation, 0) as lead_days_deviation
            from item i
            left join item_supplier x on x.item_id = i.id
            left join supplier s on s.id = x.supplier_id
            where i.merchant_id = :merchant
            and i.kind = 'PHYSICAL'
            and i.active
            and i.id > :after
            and exists (select from demand_day d where d.item_id = i.id)
            order by i.id
            limit :limit
            """;
    private static final String FIRST_DAY = "select min(day) from demand_day where merchant_id = :merchant";
    private static final String FORGET = """
            delete from restock_level
            where item_id = any(:items)
            """;
    private static final String STORE = """
            insert into restock_level (item_id, warehouse_id, merchant_id, computed_on, bucket_days, periods, daily_mean, lead_days,
                                       lead_days_deviation, review_days, service_level, lead_demand, reorder_point, review_demand, error_rmse,
                                       error_absolute, error_naive, error_bias, test_origins, methods, outlook)
            select n.item, n.warehouse, :merchant, :today, :bucketDays, n.periods, n.mean, n.lead, n.deviation, :review, :service, n.lead_demand,
                   n.point, n.review_demand, n.rmse, n.absolute, n.naive, n.bias, n.origins, n.methods, n.outlook
            from unnest(:items, :warehouses, :periods, :means, :leads, :deviations, :leadDemands, :points, :reviewDemands, :rmses, :absolutes,
                        :naives, :biases, :origins, :methods, :outlooks)
              as n (item, warehouse, periods, mean, lead, deviation, lead_demand, point, review_demand, rmse, absolute, naive, bias, origins,
                    methods, outlook)
            """;

    private final JdbcClient jdbc;
    private final DemandHistory demand;
    private final RestockPolicies policies;
    private final TransactionTemplate transaction;
    private final BusinessClock clock;
    private final JsonMapper json;

    PlanRestock(
            JdbcClient jdbc,
            DemandHistory demand,
            RestockPolicies policies,
            TransactionTemplate transaction,
            BusinessClock clock,
            JsonMapper json) {
        this.jdbc = jdbc;
        this.demand = demand;
        this.policies = policies;
        this.transaction = transaction;
        this.clock = clock;
        this.json = json;
    }

    @Override
    public String name() {
        return STEP;
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Result run(List<UUID> subjects) {
        subjects.forEach(merchant -> plan(new MerchantId(merchant)));
        return Result.DONE;
    }

    private record Item(UUID id, LocalDate since, @Nullable Integer leadDays, int leadDaysDeviation) {}

    /** A series and what it is of. */
    private record Line(Item item, @Nullable UUID warehouse, double[] history) {}

    private void plan(MerchantId merchant) {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var policy = policies.of(merchant);
        var first = transaction.execute(status -> jdbc.sql(FIRST_DAY)
                .param("merchant", merchant.value())
                .query((row, n) -> java.util.Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single());
        if (first == null || first.isEmpty()) return;
        int days = (int) Math.clamp(ChronoUnit.DAYS.between(first.get(), today), 1L, (long) MOST_DAYS);
        int bucketDays = days >= WEEKLY_FROM ? 7 : 1;
        var since = today.minusDays((long) Math.max(1, days / bucketDays) * bucketDays);
        var after = new UUID(0, 0);
        for (var items = items(merchant, after); !items.isEmpty(); items = items(merchant, after)) {
            store(merchant, policy, items, lines(merchant, items, since, today, bucketDays), today, bucketDays);
            after = items.getLast().id();
        }
    }

    private List<Item> items(MerchantId merchant, UUID after) {
        return Objects.requireNonNull(transaction.execute(status -> jdbc.sql(ITEMS)
                .param("merchant", merchant.value())
                .param("after", after)
                .param("limit", ITEMS_AT_ONCE)
                .query(Item.class)
                .list()));
    }

    /** One series for each item over all sites, and one for each site that has shipped it where there are several. */
    private List<Line> lines(MerchantId merchant, List<Item> items, LocalDate since, LocalDate today, int bucketDays) {
        var days = demand.days(merchant.value(), items.stream().map(Item::id).toList(), since, today.minusDays(1));
        var byItem = days.stream().collect(Collectors.groupingBy(DemandHistory.Day::itemId));
        var lines = new ArrayList<Line>();
        for (var item : items) {
            var own = byItem.getOrDefault(item.id(), List.of());
            var begun = begun(item, own, since, today, bucketDays);
            lines.add(new Line(item, null, series(own, begun, today, bucketDays)));
            var sites = new LinkedHashMap<UUID, List<DemandHistory.Day>>();
            for (var day : own)
                if (day.warehouseId() != null)
                    sites.computeIfAbsent(day.warehouseId(), id -> new ArrayList<>())
                            .add(day);
            sites.forEach((site, ofSite) -> lines.add(new Line(item, site, series(ofSite, begun, today, bucketDays))));
        }
        return lines;
    }

    /** The first whole period in which the item could be bought. */
    private static LocalDate begun(
            Item item, List<DemandHistory.Day> days, LocalDate since, LocalDate today, int bucketDays) {
        var sold = days.isEmpty() ? today : days.getFirst().day();
        var begun = item.since().isBefore(sold) ? item.since() : sold;
        if (begun.isBefore(since)) return since;
        long back = Math.ceilDiv(ChronoUnit.DAYS.between(begun, today), (long) bucketDays);
        return today.minusDays(Math.max(1, back) * bucketDays);
    }

    private static double[] series(List<DemandHistory.Day> days, LocalDate from, LocalDate today, int bucketDays) {
        var series = new double[(int) (ChronoUnit.DAYS.between(from, today) / bucketDays)];
        for (var day : days) {
            int at = (int) (ChronoUnit.DAYS.between(from, day.day()) / bucketDays);
            if (at >= 0 && at < series.length) series[at] += day.quantity();
        }
        return series;
    }

    private void store(
            MerchantId merchant,
            RestockPolicy policy,
            List<Item> items,
            List<Line> lines,
            LocalDate today,
            int bucketDays) {
        int longest = items.stream().mapToInt(item -> lead(item, policy)).max().orElse(0) + policy.reviewDays();
        int horizon = Math.clamp(Math.ceilDiv(Math.max(longest, SHOWN_DAYS), bucketDays), 2, 60);
        var forecasts = Forecaster.standard(bucketDays == 7 ? 52 : 7)
                .forecast(lines.stream().map(Line::history).toList(), horizon);
        var levels = new ArrayList<Level>();
        for (int i = 0; i < lines.size(); i++)
            levels.add(level(lines.get(i), forecasts.get(i), policy, today, bucketDays));
        transaction.executeWithoutResult(status -> {
            jdbc.sql(FORGET)
                    .param("items", Sql.uuids(items.stream().map(Item::id).toList()))
                    .update();
            insert(merchant, policy, levels, today, bucketDays);
        });
    }

    private static int lead(Item item, RestockPolicy policy) {
        return item.leadDays() == null ? policy.defaultLeadDays() : item.leadDays();
    }

    private record Level(
            Line line,
            double dailyMean,
            int leadDays,
            double leadDemand,
            long reorderPoint,
            double reviewDemand,
            Forecast forecast,
            String outlook) {}

    private Level level(Line line, Forecast forecast, RestockPolicy policy, LocalDate today, int bucketDays) {
        int leadDays = lead(line.item(), policy);
        double lead = (double) leadDays / bucketDays;
        double review = (double) policy.reviewDays() / bucketDays;
        double deviation = (double) line.item().leadDaysDeviation() / bucketDays;
        double enough = forecast.quantile(lead + review, deviation, policy.serviceLevel());
        int horizon = forecast.demand().length;
        return new Level(
                line,
                forecast.sum(horizon) / horizon / bucketDays,
                leadDays,
                forecast.sum(lead),
                (long) Math.ceil(enough - 1e-9),
                forecast.sum(lead + review) - forecast.sum(lead),
                forecast,
                json.writeValueAsString(outlook(forecast, today, bucketDays)));
    }

    private static Outlook outlook(Forecast forecast, LocalDate today, int bucketDays) {
        var expected = new ArrayList<Double>();
        var high = new ArrayList<Double>();
        double spread = Math.max(0, forecast.quantile(1, 0, HIGH) - forecast.sum(1));
        for (double value : forecast.demand()) {
            expected.add(rounded(value));
            high.add(rounded(value + spread));
        }
        return new Outlook(today, bucketDays, expected, high);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private void insert(
            MerchantId merchant, RestockPolicy policy, List<Level> levels, LocalDate today, int bucketDays) {
        jdbc.sql(STORE)
                .param("merchant", merchant.value())
                .param("today", today)
                .param("bucketDays", bucketDays)
                .param("review", policy.reviewDays())
                .param("service", policy.serviceLevel())
                .param(
                        "items",
                        Sql.uuids(levels.stream().map(l -> l.line().item().id()).toList()))
                .param(
                        "warehouses",
                        Sql.uuids(levels.stream().map(l -> l.line().warehouse()).toList()))
                .param(
                        "periods",
                        Sql.ints(levels.stream()
                                .map(l -> l.line().history().length)
                                .toList()))
                .param("means", doubles(levels.stream().map(Level::dailyMean).toList()))
                .param("leads", Sql.ints(levels.stream().map(Level::leadDays).toList()))
                .param(
                        "deviations",
                        Sql.ints(levels.stream()
                                .map(l -> l.line().item().leadDaysDeviation())
                                .toList()))
                .param(
                        "leadDemands",
                        doubles(levels.stream().map(Level::leadDemand).toList()))
                .param(
                        "points",
                        Sql.longs(levels.stream().map(Level::reorderPoint).toList()))
                .param(
                        "reviewDemands",
                        doubles(levels.stream().map(Level::reviewDemand).toList()))
                .param(
                        "rmses",
                        doubles(levels.stream()
                                .map(l -> l.forecast().backTest().rmse())
                                .toList()))
                .param(
                        "absolutes",
                        doubles(levels.stream()
                                .map(l -> l.forecast().backTest().meanAbsolute())
                                .toList()))
                .param(
                        "naives",
                        doubles(levels.stream()
                                .map(l -> l.forecast().backTest().naiveMeanAbsolute())
                                .toList()))
                .param(
                        "biases",
                        doubles(levels.stream()
                                .map(l -> l.forecast().backTest().bias())
                                .toList()))
                .param(
                        "origins",
                        Sql.ints(levels.stream()
                                .map(l -> l.forecast().backTest().origins())
                                .toList()))
                .param(
                        "methods",
                        Sql.texts(
                                levels.stream().map(l -> methods(l.forecast())).toList()))
                .param(
                        "outlooks",
                        new SqlArrayValue(
                                "jsonb", levels.stream().map(Level::outlook).toArray()))
                .update();
    }

    private static String methods(Forecast forecast) {
        return forecast.methods().stream()
                .limit(4)
                .map(weight -> "%s %d %%".formatted(weight.method(), Math.round(weight.share() * 100)))
                .collect(Collectors.joining(", "));
    }

    private static SqlArrayValue doubles(List<Double> values) {
        return new SqlArrayValue("float8", values.toArray());
    }
}

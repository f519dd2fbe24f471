package wharf.insight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.insight.KpiPage.Column;
import wharf.insight.KpiPage.Drawn;
import wharf.insight.KpiPage.Table;
import wharf.platform.Shown;

/** The KPIs of a selection. */
@Service
class Insight {
    private static final List<Step> HEADLINES =
            List.of(Step.ORDER_TO_SHIPPED, Step.ORDER_TO_DOOR, Step.ARRIVAL_TO_REFUND);
    private static final double MOST = 0.9;

    private final RollupReader reader;
    private final InsightRates rates;

    Insight(RollupReader reader, InsightRates rates) {
        this.reader = reader;
        this.rates = rates;
    }

    /** @param operator whether wages and people's work may be seen */
    @Transactional(readOnly = true)
    public List<Figure> board(Selection wanted, boolean operator) {
        var period = period(wanted, operator, HEADLINES);
        return Arrays.stream(Kpi.values())
                .filter(kpi -> operator || !kpi.operatorOnly())
                .map(period::figure)
                .toList();
    }

    @Transactional(readOnly = true)
    public KpiPage page(Kpi kpi, Selection wanted, boolean operator) {
        var steps = kpi == Kpi.ORDER_TO_SHIPPED ? Arrays.asList(Step.values()) : HEADLINES;
        var period = period(wanted, operator, steps);
        var told = columns(kpi, operator);
        var lines = period.days().entrySet().stream()
                .map(day -> new KpiPage.Line(
                        day.getKey(),
                        told.stream()
                                .map(column -> column.value().apply(day.getValue()))
                                .toList()))
                .toList();
        return new KpiPage(
                period.figure(kpi),
                told.stream().map(Of::column).toList(),
                lines,
                tables(kpi, wanted, operator, period),
                kpi == Kpi.COST_PER_ORDER ? reader.otherAmounts(wanted, period.currency()) : Map.of());
    }

    /** Days of the period and of the one before, and what they come to. */
    private record Period(Map<LocalDate, Tally> days, Map<LocalDate, Tally> daysBefore, String currency) {
        Tally sum() {
            return sum(days);
        }

        Tally before() {
            return sum(daysBefore);
        }

        private static Tally sum(Map<LocalDate, Tally> days) {
            var sum = new Tally();
            days.values().forEach(sum::add);
            return sum;
        }

        Figure figure(Kpi kpi) {
            var value = sum().of(kpi);
            return new Figure(
                    kpi,
                    value.value(),
                    before().of(kpi).value(),
                    value.numerator(),
                    value.denominator(),
                    currency,
                    days.entrySet().stream()
                            .map(day -> {
                                var of = day.getValue().of(kpi);
                                return new Figure.Day(day.getKey(), of.numerator(), of.denominator(), of.value());
                            })
                            .toList());
        }
    }

    private Period period(Selection wanted, boolean operator, List<Step> steps) {
        var known = new Rates(rates.all(), wanted.to());
        var before = wanted.before();
        var both = new Selection(wanted.merchant(), wanted.site(), wanted.channel(), before.from(), wanted.to());
        var all = new TreeMap<>(reader.days(both, known, operator, steps));
        return new Period(all.tailMap(wanted.from()), all.headMap(wanted.from()), known.currency());
    }

    /** A column and how a day's value of it is found. */
    private record Of(Column column, Function<Tally, @Nullable Double> value) {}

    private static Of of(String name, Kpi.Unit unit, Drawn drawn, Function<Tally, @Nullable Double> value) {
        return new Of(new Column(name, unit, drawn), value);
    }

    private static Of count(String name, Drawn drawn, Measure measure) {
        return of(name, Kpi.Unit.COUNT, drawn, tally -> (double) tally.of(measure));
    }

    private static List<Of> columns(Kpi kpi, boolean operator) {
        return switch (kpi) {
            case ORDERS_SHIPPED ->
                List.of(
                        count("Placed", Drawn.LINE, Measure.ORDERS_PLACED),
                        count("Shipped", Drawn.BAR, Measure.ORDERS_SHIPPED),
                        count("Delivered", Drawn.LINE, Measure.ORDERS_DELIVERED),
                        count("Cancelled", Drawn.NOT, Measure.ORDERS_CANCELLED),
                        count("Units shipped", Drawn.NOT, Measure.UNITS_SHIPPED));
            case ORDER_TO_SHIPPED -> both(shipped(), refunded());
            case ARRIVAL_TO_REFUND -> both(refunded(), shipped());
            case ORDER_TO_DOOR -> duration("Order to door", "Orders delivered", Step.ORDER_TO_DOOR);
            case COST_PER_ORDER -> cost(operator);
            case PICK_RATE, PACK_RATE -> ratio(kpi, Kpi.Unit.RATE);
            case ON_TIME_SHIPMENT,
                    ON_TIME_DELIVERY,
                    PERFECT_ORDER,
                    PICK_ACCURACY,
                    INVENTORY_ACCURACY,
                    CSAT,
                    NPS,
                    RETURN_RATE -> ratio(kpi, Kpi.Unit.COUNT);
        };
    }

    private static List<Of> ratio(Kpi kpi, Kpi.Unit denominator) {
        return List.of(
                of(
                        capital(kpi.numerator()),
                        Kpi.Unit.COUNT,
                        Drawn.NOT,
                        tally -> tally.of(kpi).numerator()),
                of(
                        capital(kpi.denominator()),
                        denominator,
                        Drawn.NOT,
                        tally -> tally.of(kpi).denominator()),
                of(kpi.title(), kpi.unit(), Drawn.LINE, tally -> tally.of(kpi).value()));
    }

    private static List<Of> shipped() {
        return duration("Order to shipped", "Orders shipped", Step.ORDER_TO_SHIPPED);
    }

    private static List<Of> refunded() {
        return duration("Return's arrival to refund", "Returns refunded", Step.ARRIVAL_TO_REFUND);
    }

    private static List<Of> both(List<Of> first, List<Of> second) {
        var both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    private static List<Of> duration(String name, String counted, Step step) {
        return List.of(
                of(counted, Kpi.Unit.COUNT, Drawn.NOT, tally ->
                        (double) tally.of(step).n()),
                of(
                        name + ", median",
                        Kpi.Unit.DURATION,
                        Drawn.LINE,
                        tally -> tally.of(step).percentile(0.5)),
                of(
                        name + ", 90 of 100 within",
                        Kpi.Unit.DURATION,
                        Drawn.LINE,
                        tally -> tally.of(step).percentile(MOST)));
    }

    private static List<Of> cost(boolean operator) {
        var columns = new ArrayList<Of>();
        columns.add(count("Orders shipped", Drawn.NOT, Measure.ORDERS_SHIPPED));
        columns.add(of(
                "Cost per order",
                Kpi.Unit.MONEY,
                Drawn.NOT,
                tally -> tally.of(Kpi.COST_PER_ORDER).value()));
        for (var part : CostPart.values())
            if (operator || !part.operatorOnly())
                columns.add(of(part.label(), Kpi.Unit.MONEY, Drawn.STACKED, tally -> perOrder(tally, tally.of(part))));
        return columns;
    }

    private static @Nullable Double perOrder(Tally tally, double minor) {
        long orders = tally.of(Measure.ORDERS_SHIPPED);
        return orders == 0 ? null : minor / orders;
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private List<Table> tables(Kpi kpi, Selection wanted, boolean operator, Period period) {
        return switch (kpi) {
            case ORDER_TO_SHIPPED -> List.of(steps(period));
            case ON_TIME_DELIVERY -> List.of(carriers(wanted));
            case PERFECT_ORDER -> List.of(names("Cases", "Reason", "Cases", wanted, Contribution.Kind.CASE_REASON));
            case RETURN_RATE -> List.of(names("Why", "Reason", "Units", wanted, Contribution.Kind.RETURN_REASON));
            case PICK_RATE -> List.of(people(wanted, Contribution.Labour.PICK));
            case PACK_RATE -> List.of(people(wanted, Contribution.Labour.PACK));
            case COST_PER_ORDER -> List.of(parts(period, operator));
            case ORDERS_SHIPPED,
                    ORDER_TO_DOOR,
                    ON_TIME_SHIPMENT,
                    PICK_ACCURACY,
                    INVENTORY_ACCURACY,
                    CSAT,
                    NPS,
                    ARRIVAL_TO_REFUND -> List.of();
        };
    }

    private static Table steps(Period period) {
        var sum = period.sum();
        var before = period.before();
        var rows = new ArrayList<List<String>>();
        for (var step : Step.values()) {
            var spread = sum.of(step);
            rows.add(List.of(
                    step.label(),
                    "%,d".formatted(spread.n()),
                    duration(spread.percentile(0.5)),
                    duration(spread.mean()),
                    duration(spread.percentile(MOST)),
                    duration(before.of(step).percentile(0.5))));
        }
        return new Table(
                "Step by step", List.of("Step", "Orders", "Median", "Mean", "90 of 100 within", "Median before"), rows);
    }

    private static String duration(@Nullable Double seconds) {
        return KpiText.value(Kpi.Unit.DURATION, seconds, "");
    }

    private Table carriers(Selection wanted) {
        return new Table(
                "By carrier",
                List.of("Carrier", "Parcels", "Promise kept", "Share"),
                reader.splits(wanted, Contribution.Kind.CARRIER).stream()
                        .map(one -> List.of(
                                one.name(),
                                "%,d".formatted(one.n()),
                                "%,d".formatted(one.good()),
                                share(one.good(), one.n())))
                        .toList());
    }

    private Table names(String title, String what, String counted, Selection wanted, Contribution.Kind kind) {
        var found = reader.splits(wanted, kind);
        long all = found.stream().mapToLong(RollupReader.Split::n).sum();
        return new Table(
                title,
                List.of(what, counted, "Share"),
                found.stream()
                        .map(one -> List.of(Shown.words(one.name()), "%,d".formatted(one.n()), share(one.n(), all)))
                        .toList());
    }

    private static String share(long part, long all) {
        return KpiText.value(Kpi.Unit.PERCENT, all == 0 ? null : (double) part / all, "");
    }

    private Table people(Selection wanted, Contribution.Labour step) {
        return new Table(
                "By person",
                List.of("Person", "Units", "Hours", "Units an hour"),
                reader.persons(wanted, step).stream()
                        .map(one -> List.of(
                                one.person(),
                                "%,d".formatted(one.units()),
                                KpiText.value(Kpi.Unit.RATE, one.seconds() / 3600.0, ""),
                                KpiText.value(
                                        Kpi.Unit.RATE,
                                        one.seconds() == 0 ? null : one.units() * 3600.0 / one.seconds(),
                                        "")))
                        .toList());
    }

    private static Table parts(Period period, boolean operator) {
        var sum = period.sum();
        var rows = new ArrayList<List<String>>();
        for (var part : CostPart.values()) {
            if (!operator && part.operatorOnly()) continue;
            rows.add(List.of(
                    part.label(),
                    Shown.money(Math.round(sum.of(part)), period.currency()),
                    KpiText.value(Kpi.Unit.MONEY, perOrder(sum, sum.of(part)), period.currency()),
                    KpiText.value(Kpi.Unit.PERCENT, sum.cost() == 0 ? null : sum.of(part) / sum.cost(), "")));
        }
        return new Table("What it is made of", List.of("Part", "In all", "Per order", "Share"), rows);
    }
}

package wharf.insight;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, in the words of the trade (SCOR, WERC): each with what is divided by what, and where it comes from. The texts are shown
 * on its page as they stand here.
 */
public enum Kpi {
    ORDERS_SHIPPED(
            "Orders shipped",
            Unit.COUNT,
            Better.HIGHER,
            "Orders of which the last part left a warehouse on the day.",
            "orders shipped",
            "",
            "The scan at the dock; replacements sent for a case are not counted.",
            Drill.SHIPPED),
    ORDER_TO_SHIPPED(
            "Order to shipped",
            Unit.DURATION,
            Better.LOWER,
            "How long the shopper's order took until its last part left: the median, half of all orders were faster (order fulfilment cycle time).",
            "time from placed to shipped, median",
            "orders shipped",
            "From the time the order was placed to the scan at the dock. Each step is in the table below.",
            Drill.SHIPPED),
    ORDER_TO_DOOR(
            "Order to door",
            Unit.DURATION,
            Better.LOWER,
            "How long it took until all of the order was delivered: the median.",
            "time from placed to delivered, median",
            "orders delivered",
            "Delivered is what the carrier says of the last parcel.",
            Drill.DELIVERED),
    ON_TIME_SHIPMENT(
            "Shipped on time",
            Unit.PERCENT,
            Better.HIGHER,
            "Orders that left by their cut-off, of all that left with one.",
            "orders of which every part left by its ship-by time",
            "orders shipped that had a ship-by time",
            "The ship-by time is set when the order is routed and is not moved afterwards.",
            Drill.SHIPPED),
    ON_TIME_DELIVERY(
            "Promise kept",
            Unit.PERCENT,
            Better.HIGHER,
            "Orders that arrived by the day that was promised, of all that arrived with a promise.",
            "orders of which every parcel arrived by the promised day",
            "orders delivered that had a promise",
            "The promise made at the checkout, or else the carrier's at the label; days as at the warehouse.",
            Drill.DELIVERED),
    PERFECT_ORDER(
            "Perfect orders",
            Unit.PERCENT,
            Better.HIGHER,
            "Orders that arrived complete, on time, undamaged and right, of all that arrived (SCOR RL.1.1).",
            "orders delivered without a flaw",
            "orders delivered",
            "Flaws: late (promise broken, or the cut-off where nothing was promised), units cancelled for want of stock, a case that was not rejected, a return as damaged or wrong. A case opened later counts against the day of delivery.",
            Drill.PERFECT),
    PICK_ACCURACY(
            "Pick accuracy",
            Unit.PERCENT,
            Better.HIGHER,
            "Units picked right, of all units picked for orders that shipped.",
            "units picked less units found wrong",
            "units picked",
            "Wrong are units missing at the pack bench and units a shopper reports as wrong or missing, in a case or with a return. Wrong scans refused at the bin never became errors.",
            Drill.WRONG),
    INVENTORY_ACCURACY(
            "Inventory accuracy",
            Unit.PERCENT,
            Better.HIGHER,
            "How far the books agreed with what was counted: one less the absolute difference, of the units expected.",
            "units expected less units off",
            "units expected in counted bins",
            "All counts of bins. Bins are counted where a picker came up short, so this is below what a count of all bins would show.",
            null),
    PICK_RATE(
            "Units picked an hour",
            Unit.RATE,
            Better.HIGHER,
            "Units picked in an hour in which somebody picked.",
            "units picked",
            "hours picked",
            "Five minutes with a scan are five minutes worked. Orders brought along as history, of which nobody knows the bins, count the time from the start to the end of their picking, up to 30 minutes.",
            null),
    PACK_RATE(
            "Units packed an hour",
            Unit.RATE,
            Better.HIGHER,
            "Units packed in an hour in which somebody packed.",
            "units packed",
            "hours packed",
            "From the opening at the bench to the closed parcel, up to 30 minutes, in steps of five.",
            null),
    COST_PER_ORDER(
            "Cost per order",
            Unit.MONEY,
            Better.LOWER,
            "What fulfilment cost, for each order that shipped.",
            "labour, material, postage, payment fees, holding of stock and errors",
            "orders shipped",
            "Labour is time worked by the wage; material and postage are as charged; fees and holding follow from the rates below; errors are money paid back in cases and what replacements cost to send.",
            Drill.COST),
    CSAT(
            "Satisfaction (CSAT)",
            Unit.PERCENT,
            Better.HIGHER,
            "Shoppers who were satisfied, of all who answered.",
            "answers of 4 or 5",
            "answers",
            "One tap in the mail after delivery, 1 to 5.",
            Drill.CSAT),
    NPS(
            "Recommendation (NPS)",
            Unit.SCORE,
            Better.HIGHER,
            "Share of promoters less share of detractors, from -100 to 100.",
            "answers of 9 or 10 less answers of 0 to 6",
            "answers",
            "The question whether they would recommend the shop, 0 to 10.",
            Drill.NPS),
    RETURN_RATE(
            "Return rate",
            Unit.PERCENT,
            Better.LOWER,
            "Units that came back, of units that left in the same time.",
            "units counted at the dock",
            "units shipped",
            "Not of the same orders: what comes back today left weeks ago.",
            Drill.RETURNED),
    ARRIVAL_TO_REFUND(
            "Return's arrival to refund",
            Unit.DURATION,
            Better.LOWER,
            "How long a return lay until the money went back: the median.",
            "time from the first count at the dock to the refund, median",
            "returns refunded",
            "Meant to be as short as order to shipped; both are on one chart.",
            Drill.REFUNDED);

    /** What the value is in. */
    public enum Unit {
        COUNT,
        PERCENT,
        DURATION,
        RATE,
        MONEY,
        SCORE
    }

    /** Which way is good. */
    public enum Better {
        HIGHER,
        LOWER
    }

    /** Which orders are behind it: those with a time, and which of them are the ones to look at. */
    public enum Drill {
        SHIPPED("shipped_at", "shipped_late", "late"),
        COST("shipped_at", null, null),
        WRONG("shipped_at", "wrong_units > 0", "with errors"),
        DELIVERED("delivered_at", "promise_broken", "with a broken promise"),
        PERFECT("delivered_at", "flaws is not null", "not perfect"),
        RETURNED("returned_at", null, null),
        REFUNDED("refunded_at", null, null),
        CSAT("csat_at", "csat <= 3", "not satisfied"),
        NPS("nps_at", "nps <= 6", "detractors");

        final String time;
        final @Nullable String bad;
        private final @Nullable String words;

        Drill(String time, @Nullable String bad, @Nullable String words) {
            this.time = time;
            this.bad = bad;
            this.words = words;
        }

        /** Whether what was sent again for a case counts too. It is no order that left or arrived, but may come back and be judged. */
        boolean countsReships() {
            return this == RETURNED || this == REFUNDED || this == CSAT || this == NPS;
        }

        /** What those to look at are called; null where all are alike. */
        public @Nullable String words() {
            return words;
        }
    }

    private final String title;
    private final Unit unit;
    private final Better better;
    private final String definition;
    private final String numerator;
    private final String denominator;
    private final String source;
    private final @Nullable Drill drill;

    Kpi(
            String title,
            Unit unit,
            Better better,
            String definition,
            String numerator,
            String denominator,
            String source,
            @Nullable Drill drill) {
        this.title = title;
        this.unit = unit;
        this.better = better;
        this.definition = definition;
        this.numerator = numerator;
        this.denominator = denominator;
        this.source = source;
        this.drill = drill;
    }

    public String title() {
        return title;
    }

    public Unit unit() {
        return unit;
    }

    public Better better() {
        return better;
    }

    public String definition() {
        return definition;
    }

    public String numerator() {
        return numerator;
    }

    public String denominator() {
        return denominator;
    }

    public String source() {
        return source;
    }

    public @Nullable Drill drill() {
        return drill;
    }

    /** As in addresses: {@code perfect-order}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How fast people work is the operator's own business. */
    public boolean operatorOnly() {
        return this == PICK_RATE || this == PACK_RATE;
    }

    /** Whether all it is made of is kept by channel: work, counts of bins and the holding of stock are not. */
    public boolean byChannel() {
        return !operatorOnly() && this != INVENTORY_ACCURACY && this != COST_PER_ORDER;
    }

    static Optional<Kpi> bySlug(String slug) {
        return Arrays.stream(values()).filter(kpi -> kpi.slug().equals(slug)).findFirst();
    }

    /** A value of it as people read it; a dash where there is none. */
    public String shown(@Nullable Double value, String currency) {
        return KpiText.value(unit, value, currency);
    }
}

package wharf.insight;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is counted and summed a day: one column of {@code insight_day} each. Those that end in {@code _MINOR} are amounts. */
enum Measure {
    ORDERS_PLACED,
    UNITS_ORDERED,
    ORDERS_CANCELLED,
    ORDERS_SHIPPED,
    UNITS_SHIPPED,
    SHIPPED_DUE,
    SHIPPED_ON_TIME,
    UNITS_PICKED,
    UNITS_PICKED_WRONG,
    ORDERS_DELIVERED,
    DELIVERED_PROMISED,
    PROMISE_KEPT,
    ORDERS_PERFECT,
    ORDERS_RESHIPPED,
    CASES_OPENED,
    RETURNS_RECEIVED,
    UNITS_RETURNED,
    CSAT_ANSWERS,
    CSAT_SATISFIED,
    NPS_ANSWERS,
    NPS_PROMOTERS,
    NPS_DETRACTORS,
    BINS_COUNTED,
    BINS_RIGHT,
    UNITS_EXPECTED,
    UNITS_OFF,
    SALES_MINOR,
    SHIPPED_SALES_MINOR,
    POSTAGE_MINOR,
    MATERIAL_MINOR,
    CREDIT_MINOR,
    RESHIP_MINOR,
    REFUNDED_MINOR;

    static final List<Measure> ALL = List.of(values());

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns of all, each in a form such as {@code sum(%1$s) as %1$s}. */
    static String columns(String form) {
        return Arrays.stream(values())
                .map(measure -> form.formatted(measure.column()))
                .collect(java.util.stream.Collectors.joining(", "));
    }
}

package wharf.insight;

import java.time.LocalDate;
import java.util.List;

/**
 * The rates of each day.
 *
 * @param last day of the period, which says in which currency cost is told
 */
record Rates(List<InsightRate> newestFirst, LocalDate last) {
    InsightRate of(LocalDate day) {
        return newestFirst.stream()
                .filter(rate -> !rate.validFrom().isAfter(day))
                .findFirst()
                .orElse(newestFirst.getLast());
    }

    /** Amounts in others are left out, as there is no rate of exchange. */
    String currency() {
        return of(last).currency();
    }

    /** Whether a day's rates are in the currency of the last day. */
    boolean holdOn(LocalDate day) {
        return of(day).currency().equals(currency());
    }
}

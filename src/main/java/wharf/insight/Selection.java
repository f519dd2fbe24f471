package wharf.insight;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import wharf.shared.MerchantId;

/**
 * Which figures are asked for.
 *
 * @param merchant null for all in the caller's scope
 * @param site null for all
 * @param channel null for all; what is not kept by channel (work, counts, stock) is left out where one is named
 * @param from first business day
 * @param to last one
 */
record Selection(
        @Nullable MerchantId merchant,
        java.util.@Nullable UUID site,
        @Nullable String channel,
        LocalDate from,
        LocalDate to) {
    static final int LONGEST_DAYS = 366;

    int days() {
        return (int) ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** So many days right before. */
    Selection before() {
        return new Selection(merchant, site, channel, from.minusDays(days()), from.minusDays(1));
    }
}

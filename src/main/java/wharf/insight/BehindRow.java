package wharf.insight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;
import wharf.platform.Shown;

/**
 * An order behind a number.
 *
 * @param at the time the list goes by: shipped, delivered, returned, refunded or answered
 * @param costMinor material, postage and money paid back
 * @param flaws why it was not perfect; null where it was
 */
public record BehindRow(
        UUID orderId,
        long number,
        String externalId,
        String channel,
        String merchant,
        @Nullable String site,
        Instant at,
        Instant placedAt,
        @Nullable Instant shippedAt,
        @Nullable Instant shipBy,
        boolean shippedLate,
        @Nullable Instant deliveredAt,
        @Nullable LocalDate promisedBy,
        boolean promiseBroken,
        @Nullable String flaws,
        long wrongUnits,
        long unitsReturned,
        @Nullable Long refundSeconds,
        @Nullable Integer csat,
        @Nullable Integer nps,
        long costMinor,
        @Nullable String costCurrency) {

    @JsonProperty
    public @Nullable Long orderToShippedSeconds() {
        return shippedAt == null
                ? null
                : Math.max(0, Duration.between(placedAt, shippedAt).toSeconds());
    }

    @JsonProperty
    public @Nullable Long orderToDoorSeconds() {
        return deliveredAt == null
                ? null
                : Math.max(0, Duration.between(placedAt, deliveredAt).toSeconds());
    }

    /** What the list is about, in a few words. */
    @JsonIgnore
    public String said(Kpi kpi, Locale locale) {
        var drill = kpi.drill();
        if (drill == null) return "";
        return switch (drill) {
            case SHIPPED -> time(orderToShippedSeconds()) + (shippedLate ? ", late" : "");
            case WRONG -> wrongUnits == 0 ? "right" : wrongUnits + " wrong";
            case COST -> costCurrency == null ? "–" : Shown.money(costMinor, costCurrency);
            case DELIVERED ->
                time(orderToDoorSeconds())
                        + (promisedBy == null ? ", no promise" : ", promised by " + Shown.day(promisedBy, locale))
                        + (promiseBroken ? ", broken" : "");
            case PERFECT -> flaws == null ? "perfect" : flaws;
            case RETURNED -> unitsReturned + (unitsReturned == 1 ? " unit back" : " units back");
            case REFUNDED -> time(refundSeconds);
            case CSAT -> csat + " of 5";
            case NPS -> nps + " of 10";
        };
    }

    private static String time(@Nullable Long seconds) {
        return seconds == null ? "–" : KpiText.duration(seconds);
    }

    /** Where the list goes on after, or back before, this. */
    public String cursor() {
        return Cursor.encode(at, orderId);
    }
}

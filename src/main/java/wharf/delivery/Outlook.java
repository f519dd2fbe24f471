package wharf.delivery;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import wharf.geography.WorkingCalendar;
import wharf.shipping.tracking.Milestone;

/**
 * When a parcel that is under way can be expected, and whether that is as promised.
 *
 * @param expected null where neither carrier nor promise names a day
 */
record Outlook(@Nullable LocalDate expected, boolean late) {
    /**
     * The carrier's word counts, then the promise; what is out for delivery comes today; a day that has passed cannot be met any more, so it
     * is the next working day.
     */
    static Outlook of(
            @Nullable LocalDate promised,
            @Nullable LocalDate carrierExpects,
            @Nullable Milestone milestone,
            LocalDate today,
            WorkingCalendar days) {
        var expected = carrierExpects != null ? carrierExpects : promised;
        if (milestone == Milestone.OUT_FOR_DELIVERY && (expected == null || expected.isBefore(today))) expected = today;
        if (expected != null && expected.isBefore(today)) expected = days.onOrAfter(today.plusDays(1));
        return new Outlook(expected, promised != null && expected != null && expected.isAfter(promised));
    }
}

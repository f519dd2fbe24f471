package wharf.warehouse;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Map;

/**
 * A carrier service that leaves a site.
 *
 * @param service the carrier's code of it
 * @param processingDays whole working days between acceptance and departure; 0 for the same day
 * @param cutOffs local time per weekday; a working day without one has no departure
 */
public record SiteService(String service, int processingDays, Map<DayOfWeek, LocalTime> cutOffs) {
    public SiteService {
        cutOffs = Map.copyOf(cutOffs);
        if (processingDays < 0 || processingDays > 60) {
            throw new IllegalArgumentException("processing days must be 0 to 60, not " + processingDays);
        }
    }
}

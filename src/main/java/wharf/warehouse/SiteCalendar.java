package wharf.warehouse;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/**
 * When a site works and which services leave it: what a working calendar and cut-offs are made of.
 *
 * @param workingDays never empty
 * @param services by the carrier's code of the service
 */
public record SiteCalendar(
        ZoneId zone, Set<DayOfWeek> workingDays, Set<LocalDate> holidays, Map<String, SiteService> services) {
    public SiteCalendar {
        workingDays = Set.copyOf(workingDays);
        holidays = Set.copyOf(holidays);
        services = Map.copyOf(services);
    }
}

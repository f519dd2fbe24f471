package wharf.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wharf.shared.WarehouseId;
import wharf.warehouse.ReleaseMode;
import wharf.warehouse.SiteCalendar;
import wharf.warehouse.SiteService;
import wharf.warehouse.Warehouse;

class SiteTest {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");
    private static final Instant MONDAY = Instant.parse("2026-03-02T15:00:00Z");

    @Test
    void a_service_without_a_departure_on_a_working_day_keeps_its_processing_days() {
        var saturdays = Map.of(DayOfWeek.SATURDAY, LocalTime.of(12, 0));

        assertThat(shipBy(new SiteService("GROUND", 3, saturdays))).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(shipBy(new SiteService("GROUND", 0, saturdays))).isEqualTo(LocalDate.of(2026, 3, 2));
    }

    /** Of a site that works from Monday to Friday. */
    private static LocalDate shipBy(SiteService service) {
        var weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        var calendar = new SiteCalendar(ZONE, weekdays, Set.of(), Map.of("GROUND", service));
        var warehouse = new Warehouse(
                WarehouseId.next(),
                "W",
                "Site",
                "1 Dock Rd",
                "Fort Myers",
                "FL",
                "33901",
                "US",
                26.6,
                -81.9,
                ZONE,
                ReleaseMode.AUTO,
                null,
                true);
        return new Site(warehouse, calendar)
                .shipBy("GROUND", MONDAY)
                .atZone(ZONE)
                .toLocalDate();
    }
}

package wharf.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import wharf.devices.NewScale;
import wharf.devices.Scales;
import wharf.platform.BusinessClock;
import wharf.printing.NewPrinter;
import wharf.printing.Printers;
import wharf.printing.Stations;
import wharf.shared.WarehouseId;
import wharf.warehouse.Bin;
import wharf.warehouse.LayoutSpec;
import wharf.warehouse.Layouts;
import wharf.warehouse.NewWarehouse;
import wharf.warehouse.ReleaseMode;
import wharf.warehouse.SiteService;
import wharf.warehouse.Totes;
import wharf.warehouse.Warehouses;
import wharf.warehouse.WorkCalendars;
import wharf.warehouse.WorkStation;
import wharf.warehouse.WorkStations;

/** Fort Myers, which releases by itself, and Phoenix, where a manager releases wave by wave. */
@Component
class DemoSites {
    static final String EAST = "FTM";
    static final String WEST = "PHX";
    private static final int TOTES = 60;
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> WITH_SATURDAY = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY);

    private final Warehouses warehouses;
    private final Layouts layouts;
    private final WorkCalendars calendars;
    private final Totes totes;
    private final WorkStations workStations;
    private final Printers printers;
    private final Stations stations;
    private final Scales scales;
    private final BusinessClock clock;

    DemoSites(
            Warehouses warehouses,
            Layouts layouts,
            WorkCalendars calendars,
            Totes totes,
            WorkStations workStations,
            Printers printers,
            Stations stations,
            Scales scales,
            BusinessClock clock) {
        this.warehouses = warehouses;
        this.layouts = layouts;
        this.calendars = calendars;
        this.totes = totes;
        this.workStations = workStations;
        this.printers = printers;
        this.stations = stations;
        this.scales = scales;
        this.clock = clock;
    }

    /** A site with its bins in picking order. */
    record Built(WarehouseId id, List<Bin> bins) {}

    Built east() {
        var site = new NewWarehouse(
                EAST,
                "Fort Myers (demo)",
                "5555 Demo Dock Road",
                "Fort Myers",
                "FL",
                "33901",
                "US",
                26.6406,
                -81.8723,
                "America/New_York",
                ReleaseMode.AUTO,
                4000);
        return build(site, LayoutSpec.of(12, 40, 4), WITH_SATURDAY, LocalTime.of(17, 0));
    }

    Built west() {
        var site = new NewWarehouse(
                WEST,
                "Phoenix (demo)",
                "7777 Demo Gate Avenue",
                "Phoenix",
                "AZ",
                "85001",
                "US",
                33.4484,
                -112.0740,
                "America/Phoenix",
                ReleaseMode.MANUAL,
                2500);
        return build(site, LayoutSpec.of(10, 36, 3), WORKDAYS, LocalTime.of(16, 0));
    }

    private Built build(NewWarehouse site, LayoutSpec layout, Set<DayOfWeek> days, LocalTime cutOff) {
        var id = warehouses.create(site);
        var bins = layouts.build(id, layout);
        calendars.put(id, days, holidays());
        offer(id, "GROUND", days, cutOff);
        offer(id, "TWO_DAY", days, cutOff.plusHours(1));
        offer(id, "OVERNIGHT", WORKDAYS, cutOff.plusHours(2));
        offer(id, "INTERNATIONAL", WORKDAYS, cutOff.minusHours(2));
        totes.create(id, TOTES);
        stations(id, site.code());
        return new Built(id, bins);
    }

    private void offer(WarehouseId site, String service, Set<DayOfWeek> days, LocalTime cutOff) {
        var cutOffs = days.stream().collect(Collectors.toMap(day -> day, day -> cutOff));
        calendars.offer(site, new SiteService(service, 0, cutOffs));
    }

    private void stations(WarehouseId site, String code) {
        var documents = printers.add(NewPrinter.simulatedDocuments(site, code + " simulated document printer"));
        for (int n = 1; n <= 2; n++) {
            var name = "Pack bench " + n;
            var printer = printers.add(NewPrinter.simulated(site, code + " simulated label printer " + n));
            var bench = stations.add(site, name, printer, documents);
            scales.put(bench, scales.add(NewScale.simulated(site, code + " simulated scale " + n)));
            workStations.create(site, "PACK-" + n, name, WorkStation.Kind.PACK);
        }
        workStations.create(site, "RECV-1", "Receiving dock", WorkStation.Kind.RECEIVE);
        workStations.create(site, "RET-1", "Returns bench", WorkStation.Kind.RETURNS);
    }

    private Map<LocalDate, String> holidays() {
        int year =
                LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC).getYear();
        return Map.of(
                LocalDate.of(year, Month.DECEMBER, 25), "Christmas Day",
                LocalDate.of(year + 1, Month.JANUARY, 1), "New Year's Day",
                LocalDate.of(year + 1, Month.JULY, 4), "Independence Day",
                LocalDate.of(year + 1, Month.DECEMBER, 25), "Christmas Day");
    }
}

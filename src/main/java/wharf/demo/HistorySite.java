package wharf.demo;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import wharf.demo.DemoItem.Care;
import wharf.geography.Address;
import wharf.geography.Located;
import wharf.geography.Precision;

/**
 * A site of the demo as it worked in its past.
 *
 * @param hands who picks and packs there
 */
record HistorySite(String code, ZoneId zone, LocalTime cutOff, Set<DayOfWeek> days, Located at, List<String> hands) {
    private static final List<String> EAST_HANDS =
            List.of("Pete Picker (demo)", "Ines Duarte", "Tom Hale", "Lucia Ferro");
    private static final List<String> WEST_HANDS = List.of("Ray Tsosie", "Megan Yu", "Carlos Vega");
    private static final Set<String> WEST_REGIONS =
            Set.of("AZ", "CA", "NV", "UT", "NM", "CO", "ID", "OR", "WA", "AK", "HI", "BC", "AB");

    static final HistorySite EAST = new HistorySite(
            DemoSites.EAST,
            ZoneId.of("America/New_York"),
            LocalTime.of(17, 0),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
            new Located(26.6406, -81.8723, Precision.POSTCODE),
            EAST_HANDS);
    static final HistorySite WEST = new HistorySite(
            DemoSites.WEST,
            ZoneId.of("America/Phoenix"),
            LocalTime.of(16, 0),
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            new Located(33.4484, -112.0740, Precision.POSTCODE),
            WEST_HANDS);

    static HistorySite of(List<HistoryBasket.Wanted> wanted, Address to) {
        var all = wanted.stream().flatMap(line -> line.parts().stream()).toList();
        if (all.stream().anyMatch(item -> item.is(Care.EAST_ONLY))) return EAST;
        if (all.stream().anyMatch(item -> item.is(Care.WEST_ONLY))) return WEST;
        return to.region() != null && WEST_REGIONS.contains(to.region())
                        || to.country().equals("MX")
                ? WEST
                : EAST;
    }

    boolean works(LocalDate date) {
        return days.contains(date.getDayOfWeek());
    }

    Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(zone).toInstant();
    }
}

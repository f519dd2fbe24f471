package wharf.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import wharf.geography.Address;
import wharf.geography.Distance;
import wharf.geography.Places;

/**
 * When an order of the demo's past reached what, from its release to the door.
 *
 * @param ended when it was delivered, or known to be lost
 */
record HistoryJourney(
        String service,
        Instant released,
        Instant picking,
        Instant picked,
        Instant packing,
        Instant packed,
        Instant shipped,
        Instant shipBy,
        Instant out,
        Instant ended,
        LocalDate promised,
        boolean lost,
        int zone) {
    private static final double LATE = 0.035;
    private static final double LOST = 0.003;

    static HistoryJourney of(
            HistorySite site, Address to, Instant placed, HistorySeason season, SplittableRandom random) {
        boolean abroad = !to.country().equals("US");
        double pick = random.nextDouble();
        var service = abroad ? "INTERNATIONAL" : pick < 0.82 ? "GROUND" : pick < 0.95 ? "TWO_DAY" : "OVERNIGHT";
        double miles =
                Places.locate(to).map(at -> Distance.miles(site.at(), at)).orElse(2500.0);
        int zone = miles < 150
                ? 2
                : miles < 300 ? 3 : miles < 600 ? 4 : miles < 1000 ? 5 : miles < 1400 ? 6 : miles < 1800 ? 7 : 8;
        int transit = switch (service) {
            case "OVERNIGHT" -> 1;
            case "TWO_DAY" -> 2;
            case "INTERNATIONAL" -> 6;
            default -> Math.max(1, zone - 2);
        };
        var shipDay = placed.atZone(site.zone()).toLocalDate();
        if (!placed.isBefore(site.at(shipDay, site.cutOff()).minus(Duration.ofMinutes(150))))
            shipDay = shipDay.plusDays(1);
        while (!site.works(shipDay)) shipDay = shipDay.plusDays(1);
        var shipBy = site.at(shipDay, site.cutOff());
        boolean slow = season.badWeek() && site == HistorySite.WEST && random.nextDouble() < 0.45
                || random.nextDouble() < 0.012;
        var leaves = shipDay;
        if (slow) do leaves = leaves.plusDays(1); while (!site.works(leaves));
        var shift = site.at(leaves, LocalTime.of(7, 0)).plusSeconds(random.nextInt(5400));
        var released = latest(placed.plusSeconds(240 + random.nextInt(900)), shift);
        var picking = released.plusSeconds((slow ? 5400 : 500) + random.nextInt(3000));
        var picked = picking.plusSeconds(70 + random.nextInt(420));
        var packing = picked.plusSeconds(180 + random.nextInt(1500));
        var packed = packing.plusSeconds(60 + random.nextInt(240));
        var shipped = latest(
                packed.plusSeconds(240), site.at(leaves, site.cutOff()).minusSeconds(420 + random.nextInt(2400)));
        var promised = working(shipDay, transit);
        double luck = random.nextDouble();
        int longer = luck < (season.badWeek() ? 2 * LATE : LATE)
                ? 1 + random.nextInt(3)
                : luck > 0.9 && transit > 1 ? -1 : 0;
        var arrives = working(leaves, Math.max(1, transit + longer));
        boolean lost = random.nextDouble() < LOST;
        var out = arrives.atTime(7, 30).atZone(site.zone()).toInstant().plusSeconds(random.nextInt(5400));
        var ended = lost
                ? shipped.plus(Duration.ofDays(11)).plusSeconds(random.nextInt(20_000))
                : out.plusSeconds(2400 + random.nextInt(24_000));
        return new HistoryJourney(
                service, released, picking, picked, packing, packed, shipped, shipBy, out, ended, promised, lost, zone);
    }

    private static LocalDate working(LocalDate from, int days) {
        var date = from;
        for (int left = days; left > 0; ) {
            date = date.plusDays(1);
            if (date.getDayOfWeek() != DayOfWeek.SUNDAY) left--;
        }
        return date;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Whether it came more than a day after its promise. */
    boolean late() {
        return LocalDate.ofInstant(ended, ZoneOffset.UTC).isAfter(promised.plusDays(1));
    }
}

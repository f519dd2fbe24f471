package wharf.shipping.tracking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import wharf.geography.Address;
import wharf.geography.Distance;
import wharf.geography.Located;
import wharf.geography.Places;
import wharf.geography.Precision;
import wharf.geography.WorkingCalendar;
import wharf.shipping.rating.CarrierDays;
import wharf.shipping.tracking.DemoTrip.Town;

/**
 * The journey of a parcel with the simulated carrier, stop by stop: by way of hubs that lie on the way, on working days, out for delivery in
 * the morning of the day its service promises, and whatever its fate adds. A pure function of the trip: the same parcel travels the same way
 * each time it is asked about.
 */
final class DemoRoute {
    /** Where parcels are sorted; towns that real networks use, in no carrier's name. */
    private static final List<Hub> HUBS = List.of(
            hub("Atlanta", "GA", "30303", "US"),
            hub("Charlotte", "NC", "28202", "US"),
            hub("Jacksonville", "FL", "32202", "US"),
            hub("Memphis", "TN", "38103", "US"),
            hub("Louisville", "KY", "40202", "US"),
            hub("Indianapolis", "IN", "46204", "US"),
            hub("Chicago", "IL", "60601", "US"),
            hub("Newark", "NJ", "07102", "US"),
            hub("Pittsburgh", "PA", "15222", "US"),
            hub("Dallas", "TX", "75201", "US"),
            hub("Houston", "TX", "77002", "US"),
            hub("Kansas City", "MO", "64106", "US"),
            hub("Minneapolis", "MN", "55401", "US"),
            hub("Denver", "CO", "80202", "US"),
            hub("Salt Lake City", "UT", "84101", "US"),
            hub("Albuquerque", "NM", "87102", "US"),
            hub("Ontario", "CA", "91761", "US"),
            hub("Oakland", "CA", "94607", "US"),
            hub("Portland", "OR", "97209", "US"),
            hub("Seattle", "WA", "98104", "US"),
            hub("Miami", "FL", "33122", "US"),
            hub("Toronto", "ON", "M5H", "CA"),
            hub("Calgary", "AB", "T2P", "CA"),
            hub("Anchorage", "AK", "99501", "US"),
            hub("Honolulu", "HI", "96813", "US"));

    private static final double DIRECT_KM = 250;
    private static final double ONE_HUB_KM = 1_500;
    private static final double LONGEST_DETOUR = 1.3;
    private static final Duration LEAST_BETWEEN = Duration.ofMinutes(20);
    private static final int LOST_AFTER_DAYS = 8;

    private final DemoTrip trip;
    private final SplittableRandom random;
    private final WorkingCalendar days;
    private final List<Stop> stops = new ArrayList<>();
    private LocalDate expected;
    private Instant last;

    private DemoRoute(DemoTrip trip) {
        this.trip = trip;
        random = new SplittableRandom(trip.tracking().hashCode());
        last = trip.handedOverAt();
        var leaves = LocalDate.ofInstant(trip.handedOverAt(), trip.from().zone());
        var weekdays = WorkingCalendar.mondayToFriday(trip.to().zone());
        days = new WorkingCalendar(
                weekdays.zone(),
                weekdays.workingDays(),
                CarrierDays.unitedStates(leaves).holidays());
        expected = days.plusWorkingDays(leaves, trip.transitDays());
    }

    private record Hub(String place, Located at) {}

    /** Something that happens on the way. */
    record Stop(Milestone milestone, Instant at, String text, String place, LocalDate expectedBy) {}

    static List<Stop> of(DemoTrip trip) {
        var route = new DemoRoute(trip);
        route.travel();
        return List.copyOf(route.stops);
    }

    private static Hub hub(String city, String region, String postcode, String country) {
        var at = Places.locate(Address.place(city, region, postcode, country))
                .orElseThrow(() -> new IllegalStateException("not on the map: " + city));
        return new Hub(city + ", " + region + ", " + country, at);
    }

    private void travel() {
        var from = trip.from().place();
        stop(Milestone.PICKED_UP, trip.handedOverAt().plus(minutes(20, 90)), "Picked up", from);
        stop(Milestone.IN_TRANSIT, last.plus(minutes(90, 240)), "Left the depot", from);
        underWay(hubs());
        switch (trip.fate()) {
            case ON_TIME -> {
                outForDelivery();
                delivered("Delivered at the door");
            }
            case LATE -> {
                var hub = stops.getLast().place();
                var due = expected;
                expected = days.plusWorkingDays(due.plusDays(1), random.nextInt(0, 3));
                stop(Milestone.EXCEPTION, at(due, trip.to(), 5, 7), "Delayed by the weather", hub);
                outForDelivery();
                delivered("Delivered at the door");
            }
            case ATTEMPTED -> {
                attempted();
                outForDelivery();
                delivered("Handed to the recipient");
            }
            case PICKUP -> {
                attempted();
                stop(
                        Milestone.AVAILABLE_FOR_PICKUP,
                        at(expected, trip.to(), 9, 11),
                        "Waits at the parcel shop",
                        local());
                expected = days.plusWorkingDays(expected, random.nextInt(1, 4));
                delivered("Collected by the recipient");
            }
            case QUERY -> {
                stop(
                        Milestone.EXCEPTION,
                        at(expected, trip.to(), 7, 9),
                        "The address is incomplete; being looked up",
                        local());
                nextDay();
                outForDelivery();
                delivered("Delivered at the door");
            }
            case RETURNED -> back();
            case LOST -> {
                expected = days.plusWorkingDays(expected, LOST_AFTER_DAYS);
                stop(
                        Milestone.LOST,
                        at(expected, trip.to(), 9, 17),
                        "Cannot be found; the search is given up",
                        local());
            }
        }
    }

    private void underWay(List<Hub> hubs) {
        var morning = at(expected, trip.to(), 3, 5);
        var begin = last;
        for (int i = 0; i < hubs.size(); i++) {
            var even = begin.plus(
                    Duration.between(begin, morning).multipliedBy(i + 1).dividedBy(hubs.size() + 1));
            stop(
                    Milestone.IN_TRANSIT,
                    onWorkingDay(even),
                    "Sorted at the hub",
                    hubs.get(i).place());
        }
        if (trip.fate() != DemoTrip.Fate.LATE && trip.fate() != DemoTrip.Fate.LOST)
            stop(Milestone.IN_TRANSIT, morning, "Arrived at the local depot", local());
    }

    private void attempted() {
        outForDelivery();
        stop(Milestone.ATTEMPTED, at(expected, trip.to(), 11, 17), "Nobody was there", local());
        nextDay();
    }

    private void back() {
        attempted();
        stop(Milestone.EXCEPTION, at(expected, trip.to(), 9, 11), "Recipient unknown at this address", local());
        nextDay();
        stop(Milestone.RETURNING, at(expected, trip.to(), 9, 11), "On its way back to the sender", local());
        expected = days.plusWorkingDays(expected, Math.max(1, trip.transitDays()));
        stop(
                Milestone.RETURNED_TO_SENDER,
                at(expected, trip.from(), 10, 15),
                "Returned to the sender",
                trip.from().place());
    }

    private void outForDelivery() {
        stop(Milestone.OUT_FOR_DELIVERY, at(expected, trip.to(), 7, 9), "Out for delivery", local());
    }

    private void delivered(String text) {
        stop(Milestone.DELIVERED, at(expected, trip.to(), 10, 17), text, local());
    }

    private void nextDay() {
        expected = days.onOrAfter(expected.plusDays(1));
    }

    private String local() {
        return trip.to().place();
    }

    /** Adds a stop, never before the one that precedes it. */
    private void stop(Milestone milestone, Instant at, String text, String place) {
        var earliest = last.plus(LEAST_BETWEEN);
        last = at.isBefore(earliest) ? earliest : at;
        stops.add(new Stop(milestone, last, text, place, expected));
    }

    /** Hubs that lie on the way, as many as the distance asks for, in the order of the way. */
    private List<Hub> hubs() {
        var from = located(trip.from());
        var to = located(trip.to());
        if (from == null || to == null) return List.of();
        double way = Distance.kilometres(from, to);
        if (way < DIRECT_KM) return List.of();
        return HUBS.stream()
                .filter(hub -> Distance.kilometres(from, hub.at()) > DIRECT_KM / 2)
                .filter(hub -> Distance.kilometres(hub.at(), to) > DIRECT_KM / 2)
                .filter(hub -> Distance.kilometres(from, hub.at()) < way)
                .sorted(Comparator.comparingDouble(hub -> detour(from, hub, to)))
                .filter(hub -> detour(from, hub, to) < way * LONGEST_DETOUR)
                .limit(way < ONE_HUB_KM ? 1 : 2)
                .sorted(Comparator.comparingDouble(hub -> Distance.kilometres(from, hub.at())))
                .toList();
    }

    private static double detour(Located from, Hub hub, Located to) {
        return Distance.kilometres(from, hub.at()) + Distance.kilometres(hub.at(), to);
    }

    private static @org.jspecify.annotations.Nullable Located located(Town town) {
        return town.latitude() == null || town.longitude() == null
                ? null
                : new Located(town.latitude(), town.longitude(), Precision.CITY);
    }

    private Instant onWorkingDay(Instant at) {
        ZoneId zone = days.zone();
        var day = LocalDate.ofInstant(at, zone);
        return days.isWorking(day)
                ? at
                : days.onOrAfter(day).atTime(LocalTime.of(0, 30)).atZone(zone).toInstant();
    }

    /** Some time of that day between two full hours, as clocks show it there. */
    private Instant at(LocalDate day, Town town, int fromHour, int toHour) {
        int minute = random.nextInt(0, (toHour - fromHour) * 60);
        return day.atTime(fromHour, 0).plusMinutes(minute).atZone(town.zone()).toInstant();
    }

    private Duration minutes(int least, int most) {
        return Duration.ofMinutes(random.nextInt(least, most));
    }
}

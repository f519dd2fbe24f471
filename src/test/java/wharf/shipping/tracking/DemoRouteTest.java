package wharf.shipping.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wharf.shipping.ParcelState;
import wharf.shipping.tracking.DemoTrip.Fate;
import wharf.shipping.tracking.DemoTrip.Town;

class DemoRouteTest {
    private static final Town FORT_MYERS =
            new Town("Fort Myers", "FL", "US", 26.6406, -81.8723, ZoneId.of("America/New_York"));
    private static final Town SEATTLE =
            new Town("Seattle", "WA", "US", 47.6062, -122.3321, ZoneId.of("America/Los_Angeles"));
    private static final Town MIAMI = new Town("Miami", "FL", "US", 25.7617, -80.1918, ZoneId.of("America/New_York"));
    // A Thursday, so that every longer way spans a weekend.
    private static final Instant THURSDAY = Instant.parse("2026-03-05T20:00:00Z");

    @Test
    void a_parcel_on_time_goes_by_way_of_hubs_and_arrives_on_the_working_day_its_service_says() {
        var stops = DemoRoute.of(trip("WD1", Fate.ON_TIME, SEATTLE, 4));

        assertThat(stops)
                .extracting(DemoRoute.Stop::milestone)
                .startsWith(Milestone.PICKED_UP)
                .endsWith(Milestone.OUT_FOR_DELIVERY, Milestone.DELIVERED);
        assertThat(stops.stream().filter(stop -> stop.text().contains("hub"))).hasSize(2);
        var delivered = stops.getLast();
        assertThat(LocalDate.ofInstant(delivered.at(), SEATTLE.zone())).isEqualTo(LocalDate.of(2026, 3, 11));
        assertThat(delivered.place()).isEqualTo("Seattle, WA, US");
        assertThat(delivered.at().atZone(SEATTLE.zone()).getHour()).isBetween(10, 16);
    }

    @Test
    void a_short_way_needs_no_hub() {
        assertThat(DemoRoute.of(trip("WD2", Fate.ON_TIME, MIAMI, 1)))
                .noneMatch(stop -> stop.text().contains("hub"));
    }

    @ParameterizedTest
    @EnumSource
    void every_fate_is_the_same_each_time_goes_forward_in_time_rests_on_weekends_and_comes_to_its_end(Fate fate) {
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            var handedOver = THURSDAY.plusSeconds(random.nextInt(14 * 24 * 3600));
            var trip = new DemoTrip(
                    "WD" + random.nextLong(),
                    handedOver,
                    random.nextInt(6),
                    fate,
                    FORT_MYERS,
                    random.nextBoolean() ? SEATTLE : MIAMI);

            var stops = DemoRoute.of(trip);

            assertThat(stops).isEqualTo(DemoRoute.of(trip)).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
            assertThat(stops.getFirst().at()).isAfter(handedOver);
            assertThat(stops.stream().map(DemoRoute.Stop::at)).doesNotHaveDuplicates();
            assertThat(stops.getLast().milestone().ends()).isTrue();
            assertThat(state(stops)).isEqualTo(end(fate));
            for (var stop : stops)
                if (stop.milestone() == Milestone.DELIVERED || stop.milestone() == Milestone.OUT_FOR_DELIVERY)
                    assertThat(stop.at().atZone(trip.to().zone()).getDayOfWeek())
                            .as("%s", stops)
                            .isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        }
    }

    @Test
    void most_are_on_time_and_a_small_share_meets_each_other_fate() {
        var fates = new EnumMap<Fate, Integer>(Fate.class);
        for (long number = 100_000_000_001L; number < 100_000_020_001L; number++)
            fates.merge(Fate.of("WD" + number, "Ann Smith", false), 1, Integer::sum);

        assertThat(fates).containsOnlyKeys(Fate.values());
        assertThat(fates.get(Fate.ON_TIME)).isBetween(16_500, 18_500);
        assertThat(fates.get(Fate.LATE)).isBetween(500, 1_200);
    }

    @Test
    void a_fate_can_be_asked_for() {
        assertThat(Fate.of("WD1", "Ann [demo:return] Smith [demo:returned]", false))
                .isEqualTo(Fate.RETURNED);
        assertThat(Fate.of("WD1", "Ann [demo:on-time]", false)).isEqualTo(Fate.ON_TIME);
    }

    @Test
    void a_smooth_trip_is_in_time_unless_another_fate_is_asked_for() {
        for (long number = 100_000_000_001L; number < 100_000_001_001L; number++)
            assertThat(Fate.of("WD" + number, "Ann Smith", true)).isEqualTo(Fate.ON_TIME);
        assertThat(Fate.of("WD1", "Ann [demo:lost]", true)).isEqualTo(Fate.LOST);
    }

    private static ParcelState end(Fate fate) {
        return switch (fate) {
            case ON_TIME, LATE, ATTEMPTED, PICKUP, QUERY -> ParcelState.DELIVERED;
            case RETURNED -> ParcelState.RETURNED_TO_SENDER;
            case LOST -> ParcelState.LOST;
        };
    }

    private static ParcelState state(List<DemoRoute.Stop> stops) {
        return Journey.of(stops.stream()
                        .map(stop -> new TrackingEvent(
                                stop.milestone(),
                                stop.at(),
                                "",
                                stop.text(),
                                stop.place(),
                                stop.expectedBy(),
                                TrackingEvent.Heard.WEBHOOK))
                        .toList())
                .state();
    }

    private static DemoTrip trip(String tracking, Fate fate, Town to, int days) {
        return new DemoTrip(tracking, THURSDAY, days, fate, FORT_MYERS, to);
    }
}

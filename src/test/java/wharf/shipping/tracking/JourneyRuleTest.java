package wharf.shipping.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wharf.shipping.ParcelState;

class JourneyRuleTest {
    private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
    private static final int ROUNDS = 2_000;

    @ParameterizedTest
    @CsvSource({
        "'', SHIPPED",
        "'PICKED_UP IN_TRANSIT OUT_FOR_DELIVERY', SHIPPED",
        "'PICKED_UP OUT_FOR_DELIVERY DELIVERED', DELIVERED",
        "'DELIVERED IN_TRANSIT', DELIVERED",
        "'IN_TRANSIT EXCEPTION', EXCEPTION",
        "'EXCEPTION IN_TRANSIT', SHIPPED",
        "'EXCEPTION DELIVERED', DELIVERED",
        "'DELIVERED EXCEPTION', DELIVERED",
        "'RETURNING IN_TRANSIT', EXCEPTION",
        "'RETURNING IN_TRANSIT RETURNED_TO_SENDER', RETURNED_TO_SENDER",
        "'DELIVERED RETURNED_TO_SENDER', RETURNED_TO_SENDER",
        "'EXCEPTION LOST', LOST",
        "'LOST IN_TRANSIT', SHIPPED",
        "'LOST DELIVERED', DELIVERED",
        "'ATTEMPTED AVAILABLE_FOR_PICKUP', SHIPPED"
    })
    void the_state_follows_from_what_happened_in_that_order(String milestones, ParcelState state) {
        assertThat(Journey.of(hourly(milestones)).state()).isEqualTo(state);
    }

    @Test
    void whatever_the_order_in_which_events_come_the_journey_is_the_same() {
        var random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            var events = some(random);
            var one = Journey.of(events);

            var shuffled = new ArrayList<>(events);
            shuffled.addAll(events.subList(0, events.size() / 2));
            Collections.shuffle(shuffled, random);
            var other = Journey.of(shuffled);

            assertThat(other).as("round %d: %s", round, events).isEqualTo(one);
            assertThat(other.latest()).isEqualTo(one.latest());
        }
    }

    /** As reports come in one by one the state may be put right, but only along the ways a parcel has. */
    @Test
    void each_report_leads_to_a_state_that_may_follow() {
        var random = new Random(8);
        for (int round = 0; round < ROUNDS; round++) {
            var events = some(random);
            Collections.shuffle(events, random);
            var before = ParcelState.SHIPPED;
            for (int heard = 1; heard <= events.size(); heard++) {
                var after = Journey.of(events.subList(0, heard)).state();
                if (after != before)
                    assertThat(before.next())
                            .as("round %d: %s after %s", round, after, events.subList(0, heard))
                            .contains(after);
                before = after;
            }
        }
    }

    @Test
    void what_ends_a_journey_says_where_the_parcel_is_though_scans_go_on() {
        var journey = Journey.of(hourly("OUT_FOR_DELIVERY DELIVERED IN_TRANSIT"));

        assertThat(journey.latest().orElseThrow().milestone()).isEqualTo(Milestone.DELIVERED);
        assertThat(journey.reached()).containsEntry(Milestone.DELIVERED, START.plusSeconds(3600));
    }

    private static List<TrackingEvent> hourly(String milestones) {
        var events = new ArrayList<TrackingEvent>();
        for (var name : milestones.split(" ")) {
            if (!name.isEmpty()) events.add(event(Milestone.valueOf(name), START.plusSeconds(3600L * events.size())));
        }
        return events;
    }

    /** Up to nine events, some of them at the same instant. */
    private static List<TrackingEvent> some(Random random) {
        var events = new ArrayList<TrackingEvent>();
        int count = 1 + random.nextInt(9);
        for (int i = 0; i < count; i++)
            events.add(event(
                    Milestone.values()[random.nextInt(Milestone.values().length)],
                    START.plusSeconds(3600L * random.nextInt(5))));
        return events;
    }

    private static TrackingEvent event(Milestone milestone, Instant at) {
        return new TrackingEvent(
                milestone, at, milestone.name(), "it happened", null, null, TrackingEvent.Heard.WEBHOOK);
    }
}

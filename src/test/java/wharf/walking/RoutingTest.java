package wharf.walking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    /** Three aisles 5 m apart, 20 m long, depot at the front of the first. */
    private static final Layout SMALL = Layout.singleBlock(3, 5_000, 20_000);

    private static Stop at(int aisle, int position) {
        return new Stop("a" + aisle + "p" + position, aisle, position, Stop.Side.LEFT);
    }

    @Test
    void one_near_stop_is_fetched_from_the_front() {
        var tour = Routing.OPTIMAL.tour(SMALL, List.of(at(1, 4_000)));

        assertThat(tour.lengthMm()).isEqualTo(2 * (5_000 + 4_000));
        assertThat(tour.metres()).isEqualTo(18.0);
    }

    @Test
    void three_full_aisles_by_hand() {
        // S-shape: up 20, over 5, down 20, over 5, in to the farthest and out 2 × 16, home 10 = 92 m.
        // Largest gap: aisle 1 up 20, over 5, aisle 2 (gap 4–18): from back 2 × 2, over 5, aisle 3 down 20, back 5,
        // from front 2 × 4, home 5 = 72 m, which here is also the shortest.
        var stops = List.of(at(0, 2_000), at(0, 18_000), at(1, 4_000), at(1, 18_000), at(2, 3_000), at(2, 16_000));

        assertThat(Routing.S_SHAPE.lengthMm(SMALL, stops)).isEqualTo(92_000);
        assertThat(Routing.LARGEST_GAP.lengthMm(SMALL, stops)).isEqualTo(72_000);
        assertThat(Routing.OPTIMAL.lengthMm(SMALL, stops)).isEqualTo(72_000);
    }

    @Test
    void stops_near_the_front_are_taken_without_walking_through() {
        var stops = List.of(at(0, 1_000), at(1, 2_000), at(2, 1_000));

        assertThat(Routing.OPTIMAL.lengthMm(SMALL, stops)).isEqualTo(2 * (1_000 + 2_000 + 1_000) + 2 * 10_000);
        assertThat(Routing.S_SHAPE.lengthMm(SMALL, stops)).isEqualTo(20_000 + 5_000 + 20_000 + 5_000 + 2_000 + 10_000);
    }

    @Test
    void a_middle_cross_aisle_shortens_the_way_to_the_next_aisle() {
        // Both at 10 m: without a cross aisle there the second costs a walk to an end and back.
        var crossed = Layout.blocks(2, 5_000, List.of(0, 10_000, 20_000));
        var stops = List.of(at(0, 10_000), at(1, 10_000));

        assertThat(Routing.OPTIMAL.lengthMm(crossed, stops)).isEqualTo(10_000 + 5_000 + 10_000 + 5_000);
        assertThat(Routing.OPTIMAL.lengthMm(Layout.singleBlock(2, 5_000, 20_000), stops))
                .isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void optimal_equals_brute_force(int crossAisles) {
        var random = new Random(4711 + crossAisles);
        for (var i = 0; i < 250; i++) {
            var layout = Instances.layout(random, crossAisles);
            var stops = Instances.stops(random, layout, 1 + random.nextInt(6));
            var shortest = Instances.bruteForce(Instances.matrix(layout, stops));

            var tour = Routing.OPTIMAL.tour(layout, stops);

            assertThat(tour.lengthMm()).as("%s %s", layout, stops).isEqualTo(shortest);
            assertThat(Routing.OPTIMAL.lengthMm(layout, stops)).isEqualTo(shortest);
            assertThat(TourCheck.problems(layout, stops, tour)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Routing.class)
    void every_tour_passes_the_check(Routing routing) {
        var random = new Random(routing.name().length());
        for (var i = 0; i < 400; i++) {
            var layout = Instances.layout(random, 2 + random.nextInt(3));
            var stops = Instances.stops(random, layout, random.nextInt(40));

            assertThat(TourCheck.problems(layout, stops, routing.tour(layout, stops)))
                    .as("%s %s", layout, stops)
                    .isEmpty();
        }
    }

    @Test
    void optimal_is_never_longer_than_the_others() {
        var random = new Random(99);
        for (var i = 0; i < 1_000; i++) {
            var layout = Instances.layout(random, 2 + random.nextInt(2));
            var stops = Instances.stops(random, layout, 1 + random.nextInt(30));
            var optimal = Routing.OPTIMAL.lengthMm(layout, stops);

            assertThat(optimal).isLessThanOrEqualTo(Routing.S_SHAPE.lengthMm(layout, stops));
            assertThat(optimal).isLessThanOrEqualTo(Routing.LARGEST_GAP.lengthMm(layout, stops));
            assertThat(optimal).isEqualTo(Routing.OPTIMAL.tour(layout, stops).lengthMm());
        }
    }

    @ParameterizedTest
    @EnumSource(Routing.class)
    void no_stops_is_no_walk(Routing routing) {
        assertThat(routing.tour(SMALL, List.of()).lengthMm()).isZero();
        assertThat(routing.tour(SMALL, List.of()).stops()).isEmpty();
    }

    @Test
    void stops_outside_the_layout_are_refused_by_name() {
        assertThatThrownBy(() -> PickPath.order(SMALL, List.of(at(3, 100)))).hasMessageContaining("a3p100");
        assertThatThrownBy(() -> PickPath.order(SMALL, List.of(at(0, 20_001))))
                .hasMessageContaining("outside its aisle");
    }

    @Test
    void pick_path_gives_walking_order_and_the_saving() {
        var stops = List.of(at(2, 1_000), at(0, 1_000), at(1, 2_000));

        var tour = PickPath.order(SMALL, stops);

        assertThat(tour.stops()).containsExactlyInAnyOrderElementsOf(stops);
        assertThat(tour.metres()).isEqualTo(28.0);
        assertThat(PickPath.savedMetres(SMALL, stops)).isEqualTo(62.0 - 28.0);
    }

    @Test
    void on_an_open_floor_one_walks_straight_to_the_aisle() {
        var open = SMALL.withDepot(0, 12_000, true);

        // 12 m before the front and 5 m aside: 13 m straight.
        assertThat(Routing.OPTIMAL.lengthMm(open, List.of(at(1, 4_000)))).isEqualTo(2 * (13_000 + 4_000));
        assertThat(Routing.S_SHAPE.lengthMm(open, List.of(at(1, 4_000)))).isEqualTo(2 * (13_000 + 4_000));
        assertThat(open.distanceMm(open.depot(), new Point(5_000, 4_000))).isEqualTo(17_000);
    }

    @Test
    void more_than_five_cross_aisles_are_refused() {
        var layout = Layout.blocks(2, 1_000, List.of(0, 1, 2, 3, 4, 5));

        assertThatThrownBy(() -> PickPath.order(layout, List.of(at(0, 1)))).hasMessageContaining("At most 5");
    }

    @Test
    void the_check_finds_what_is_wrong() {
        var stops = List.of(at(0, 1_000), at(1, 2_000));
        var good = PickPath.order(SMALL, stops);

        assertThat(TourCheck.problems(SMALL, stops, new Tour(good.stops(), good.path(), good.lengthMm() - 1)))
                .singleElement()
                .asString()
                .contains("mm long");
        assertThat(TourCheck.problems(SMALL, stops, new Tour(good.stops().subList(0, 1), good.path(), good.lengthMm())))
                .singleElement()
                .asString()
                .contains("1 of 2");
        assertThat(TourCheck.problems(SMALL, stops, new Tour(good.stops(), List.of(SMALL.depot()), 0)))
                .singleElement()
                .asString()
                .contains("does not pass");
    }
}

package wharf.walking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchingTest {
    private static final Layout LAYOUT = Layout.singleBlock(10, 5_000, 48_000);

    private static long optimal(List<Stop> stops) {
        return Routing.OPTIMAL.lengthMm(LAYOUT, stops);
    }

    private static List<Load<Stop>> loads(Random random, int count) {
        var loads = new ArrayList<Load<Stop>>();
        for (var i = 0; i < count; i++) {
            var stops = Instances.stops(random, LAYOUT, 1 + random.nextInt(8));
            loads.add(new Load<>("order" + i, stops, stops.size()));
        }
        return loads;
    }

    private static long total(List<Batch<Stop>> batches) {
        return batches.stream().mapToLong(batch -> optimal(batch.stops())).sum();
    }

    @Test
    void every_order_is_in_one_batch_and_capacity_holds() {
        var random = new Random(31);
        for (var i = 0; i < 20; i++) {
            var loads = loads(random, 1 + random.nextInt(40));
            var capacity = 8 + random.nextInt(20);

            for (var batches : List.of(
                    Batching.firstCome(loads, capacity),
                    Batching.savings(loads, capacity, BatchingTest::optimal),
                    Batching.savingsAndExchange(loads, capacity, BatchingTest::optimal))) {
                assertThat(batches).allMatch(batch -> batch.size() <= capacity);
                assertThat(batches.stream()
                                .flatMap(batch -> batch.loads().stream())
                                .map(Load::id))
                        .containsExactlyInAnyOrderElementsOf(
                                loads.stream().map(Load::id).toList());
            }
        }
    }

    @Test
    void savings_walk_less_than_first_come() {
        var loads = loads(new Random(32), 60);

        var firstCome = total(Batching.firstCome(loads, 30));
        var savings = total(Batching.savings(loads, 30, BatchingTest::optimal));

        assertThat(savings).isLessThan(firstCome * 85 / 100);
        assertThat(total(Batching.savingsAndExchange(loads, 30, BatchingTest::optimal)))
                .isLessThan(savings);
    }

    @Test
    void two_orders_in_one_aisle_go_together_and_the_far_one_alone() {
        var near = new Stop("near", 0, 1_000, Stop.Side.LEFT);
        var far = new Stop("far", 9, 1_000, Stop.Side.LEFT);
        var alsoFar = new Stop("also far", 9, 2_000, Stop.Side.RIGHT);
        var loads = List.of(
                new Load<>("a", List.of(far), 1),
                new Load<>("b", List.of(near), 1),
                new Load<>("c", List.of(alsoFar), 1));

        var batches = Batching.savings(loads, 2, BatchingTest::optimal);

        assertThat(batches)
                .extracting(batch -> batch.loads().stream().map(Load::id).toList())
                .containsExactlyInAnyOrder(List.of("a", "c"), List.of("b"));
    }

    @Test
    void an_order_above_capacity_gets_a_batch_of_its_own() {
        var big = new Load<>("big", List.of(new Stop("x", 1, 1_000, Stop.Side.LEFT)), 99);
        var small = new Load<>("small", List.of(new Stop("y", 1, 2_000, Stop.Side.LEFT)), 1);

        assertThat(Batching.savings(List.of(big, small), 10, BatchingTest::optimal))
                .hasSize(2);
        assertThat(Batching.firstCome(List.of(big, small), 10)).hasSize(2);
    }

    @Test
    void nothing_to_batch_is_no_batch() {
        assertThat(Batching.savings(List.<Load<Stop>>of(), 10, BatchingTest::optimal))
                .isEmpty();
        assertThat(Batching.firstCome(List.<Load<Stop>>of(), 10)).isEmpty();
    }

    @Test
    void three_hundred_orders_take_seconds() {
        var loads = loads(new Random(33), 300);
        var start = System.nanoTime();

        var batches = Batching.savingsAndExchange(loads, 45, BatchingTest::optimal);

        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(batches).hasSizeLessThan(60);
    }
}

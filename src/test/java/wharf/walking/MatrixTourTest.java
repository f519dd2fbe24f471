package wharf.walking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixTourTest {
    @Test
    void up_to_twelve_stops_are_exact() {
        var random = new Random(7);
        for (var i = 0; i < 100; i++) {
            var matrix = symmetric(random, 2 + random.nextInt(7));

            var order = MatrixTour.order(matrix, 0, allBut0(matrix));

            assertThat(order).containsExactlyInAnyOrder(allBut0(matrix));
            assertThat(MatrixTour.length(matrix, 0, order)).isEqualTo(Instances.bruteForce(matrix));
        }
    }

    @Test
    void beyond_twelve_every_stop_is_visited_once_and_the_tour_is_close_to_the_shortest() {
        var random = new Random(8);
        var ours = 0L;
        var shortest = 0L;
        for (var i = 0; i < 60; i++) {
            var layout = Instances.layout(random, 3);
            var stops = Instances.stops(random, layout, 13 + random.nextInt(20));
            var matrix = Instances.matrix(layout, stops);

            var order = MatrixTour.order(matrix, 0, allBut0(matrix));

            assertThat(order).containsExactlyInAnyOrder(allBut0(matrix));
            ours += MatrixTour.length(matrix, 0, order);
            shortest += Routing.OPTIMAL.lengthMm(layout, stops);
        }
        assertThat(ours).isGreaterThanOrEqualTo(shortest);
        assertThat(ours / (double) shortest).isLessThan(1.01);
    }

    @Test
    void exact_and_improved_agree_on_small_ones_almost_always() {
        var random = new Random(9);
        var worse = 0;
        for (var i = 0; i < 100; i++) {
            var matrix = symmetric(random, 10);
            var search = MatrixTour.length(matrix, 0, MatrixTour.order(matrix, 0, allBut0(matrix)));
            var improved = MatrixTour.length(matrix, 0, MatrixTour.improved(matrix, 0, allBut0(matrix)));
            assertThat(improved).isGreaterThanOrEqualTo(search);
            worse += improved > search ? 1 : 0;
        }
        assertThat(worse).isLessThan(5);
    }

    @Test
    void no_stops_no_tour() {
        assertThat(MatrixTour.order(new long[1][1], 0, new int[0])).isEmpty();
        assertThat(MatrixTour.length(new long[1][1], 0, new int[0])).isZero();
    }

    private static int[] allBut0(long[][] matrix) {
        return IntStream.range(1, matrix.length).toArray();
    }

    private static long[][] symmetric(Random random, int size) {
        var matrix = new long[size][size];
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < i; j++) {
                matrix[i][j] = random.nextInt(1, 101);
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }
}

package wharf.picking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.picking.PickFixture.Need;
import wharf.warehouse.LayoutSpec;

/** A day's work in one wave. The bound is generous: it is there to notice a statement per line, not to measure. */
@PickTest
@Tag("slow")
class WaveScaleTest {
    private static final int ORDERS = 4_000;

    @Autowired
    PickFixture fixture;

    @Autowired
    Waves waves;

    @Test
    void tenThousandLinesAreReleasedInSeconds() {
        var site = fixture.site(LayoutSpec.of(12, 20, 4), 0, 960);
        fixture.stock(
                site,
                IntStream.range(0, 960)
                        .mapToObj(n -> Map.entry(n, new Need(site.item("SKU-" + n), 1_000)))
                        .toList());
        var random = new Random(42);
        var demand = fixture.orders(
                site,
                IntStream.range(0, ORDERS)
                        .mapToObj(n -> IntStream.rangeClosed(1, 1 + n % 4)
                                .mapToObj(line ->
                                        new Need(site.item("SKU-" + random.nextInt(960)), 1 + random.nextInt(2)))
                                .toList())
                        .toList());
        assertThat(demand).hasSize(10_000);

        var start = System.nanoTime();
        var summary = PickFixture.as("manager").call(() -> waves.release(site.id(), Wave.Mode.WAVE, demand));
        var took = Duration.ofNanos(System.nanoTime() - start);

        System.out.printf(
                "%d lines, %d batches released in %d ms; %d m walked instead of %d m one by one%n",
                demand.size(), summary.batches(), took.toMillis(), summary.walkMm() / 1000, summary.aloneMm() / 1000);
        assertThat(summary.tasks()).isGreaterThanOrEqualTo(9_900);
        assertThat(summary.shortages()).isEqualTo(List.of());
        assertThat(summary.walkMm() * 2).isLessThan(summary.aloneMm());
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }
}

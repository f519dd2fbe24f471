package wharf.yours;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static wharf.testing.Scenery.all;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.platform.WorkEngine;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;

/** The real tables of Olist, where they are at hand. */
@WharfTest
class OlistTrialTest {
    @Autowired
    Scenery scenery;

    @Autowired
    Uploads uploads;

    @Autowired
    Mappings mappings;

    @Autowired
    Trials trials;

    @Autowired
    TrialFiles files;

    @Autowired
    WorkEngine engine;

    @Test
    void everyOrderOfTheTablesIsTriedCalledOffOrExplained() {
        var folder = Path.of(System.getProperty("wharf.shared.data", "../shared/data"), "orders_olist")
                .toAbsolutePath()
                .normalize();
        assumeTrue(Files.exists(folder), "Skipped: no real data at " + folder);
        var merchant = scenery.merchant();
        scenery.site(false);
        scenery.site(true);
        var sent = Stream.of(
                        "olist_orders",
                        "olist_order_items",
                        "olist_order_payments",
                        "olist_customers",
                        "olist_products_full")
                .map(name -> new Uploads.Sent(name + ".csv", () -> Files.newInputStream(folder.resolve(name + ".csv"))))
                .toList();

        var id = all(() -> uploads.take(merchant, sent));
        all(() -> {
            assertThat(trials.one(id).settings()).isEqualTo(new Settings("BR", "BRL", "America/Sao_Paulo", "olist"));
            mappings.run(id, trials.one(id).settings(), List.of());
            return true;
        });
        engine.drain();
        var trial = all(() -> trials.one(id));

        assertThat(trial.message()).isNull();
        assertThat(trial.state()).isEqualTo(TrialState.DONE);
        assertThat(trial.rowsRead()).isEqualTo(3962 + 4516 + 4139 + 3962 + 32951);
        assertThat(trial.orders()).isEqualTo(3962);
        assertThat(trial.fit() + trial.calledOff() + trial.unfit()).isEqualTo(3962);
        assertThat(trial.fit()).isGreaterThan(3800);
        assertThat(all(() -> files.of(id)))
                .allSatisfy(file -> assertThat(file.bad()).isZero());
        var summary = requireNonNull(trial.summary());
        assertThat(summary.priced()).isGreaterThan(trial.fit() * 98 / 100);
        assertThat(summary.savingMinor()).isPositive();
        assertThat(requireNonNull(trial.assumptions()).sites())
                .allSatisfy(site -> assertThat(site.country()).isEqualTo("BR"));
        assertThat(summary.sizes().getOrDefault("FILE", 0L)).isGreaterThan(2000);
    }
}

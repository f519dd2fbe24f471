package wharf.yours;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacingTest {
    private static Placing.Demand demand(String name, double latitude, double longitude, long orders) {
        return new Placing.Demand(name, "", "BR", latitude, longitude, orders);
    }

    @Test
    void sitesAreNamedByPlacesAmongTheirOrders() {
        var sites = Placing.centres(
                List.of(
                        demand("São Paulo", -23.5, -46.6, 400),
                        demand("Campinas", -22.9, -47.1, 60),
                        demand("Rio", -22.9, -43.2, 150),
                        demand("Recife", -8.05, -34.9, 90),
                        demand("Fortaleza", -3.7, -38.5, 70)),
                2);

        assertThat(sites).extracting(Placing.Demand::name).first().isIn("São Paulo", "Campinas");
        assertThat(sites).extracting(Placing.Demand::name).last().isIn("Recife", "Fortaleza");
    }

    @Test
    void thereAreNoMoreSitesThanPlaces() {
        assertThat(Placing.centres(List.of(demand("A", 1, 1, 5)), 3)).hasSize(1);
        assertThat(Placing.centres(List.of(), 3)).isEmpty();
    }

    @Test
    void anyDemandGivesDifferentSitesAndAlwaysTheSame() {
        var random = new Random(5);
        for (int round = 0; round < 50; round++) {
            var places = new ArrayList<Placing.Demand>();
            for (int i = 0; i < 40; i++)
                places.add(demand(
                        "P" + i,
                        -33 + random.nextDouble() * 35,
                        -70 + random.nextDouble() * 35,
                        1 + random.nextInt(100)));
            int count = 1 + random.nextInt(5);
            var sites = Placing.centres(places, count);
            assertThat(sites)
                    .hasSizeBetween(1, count)
                    .doesNotHaveDuplicates()
                    .isEqualTo(Placing.centres(places, count));
        }
    }
}

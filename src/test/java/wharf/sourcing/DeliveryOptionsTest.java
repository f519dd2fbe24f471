package wharf.sourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.geography.Address;
import wharf.platform.Decision;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;
import wharf.testing.WharfTest;
import wharf.warehouse.SiteService;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;
import wharf.warehouse.WorkCalendars;

/** What can be promised, from Fort Myers and Phoenix. */
@WharfTest
class DeliveryOptionsTest {
    private static final Set<DayOfWeek> WEEK = EnumSet.allOf(DayOfWeek.class);

    @Autowired
    DeliveryOptions options;

    @Autowired
    Scenery scenery;

    @Autowired
    Warehouses warehouses;

    @Autowired
    WorkCalendars calendars;

    private MerchantId merchant;
    private WarehouseId east;
    private WarehouseId west;
    private ItemId mug;

    @BeforeEach
    void twoSites() {
        merchant = scenery.merchant();
        east = scenery.site(false);
        west = scenery.site(true);
        for (var site : List.of(east, west)) {
            all(() -> {
                calendars.put(site, WEEK, java.util.Map.of());
                for (var service : List.of("GROUND", "TWO_DAY", "OVERNIGHT"))
                    calendars.offer(
                            site,
                            new SiteService(
                                    service,
                                    0,
                                    WEEK.stream().collect(Collectors.toMap(day -> day, day -> LocalTime.of(17, 0)))));
                return site;
            });
        }
        mug = scenery.item(merchant, "MUG");
    }

    @Test
    void theNearerSiteIsPromisedAndBothCostsAreShown() {
        stock(east, 5);
        stock(west, 5);

        var miami = of(Scenery.miami(), true, 1);
        var tucson = of(Scenery.tucson(), true, 1);

        assertThat(ground(miami).sites()).containsExactly(code(east));
        assertThat(ground(tucson).sites()).containsExactly(code(west));
        var costs = ground(tucson).candidates().stream()
                .filter(Decision.Candidate::feasible)
                .toList();
        assertThat(costs).extracting(Decision.Candidate::name).containsExactly(code(west), code(east));
        assertThat(cost(costs.get(0))).isLessThan(cost(costs.get(1)));
        assertThat(cost(costs.get(0))).isEqualTo(ground(tucson).price().minor());
        assertThat(ground(tucson).reason()).contains("nearest");
    }

    @Test
    void whatCostsMoreArrivesSooner() {
        stock(east, 5);

        var offered = of(Scenery.tucson(), true, 1);

        assertThat(offered).hasSizeGreaterThan(1);
        for (int i = 1; i < offered.size(); i++) {
            assertThat(offered.get(i).price().minor())
                    .isGreaterThan(offered.get(i - 1).price().minor());
            assertThat(offered.get(i).deliverBy()).isBefore(offered.get(i - 1).deliverBy());
        }
    }

    @Test
    void theFarSiteIsPromisedWhenOnlyItHasAllOfIt() {
        stock(east, 1);
        stock(west, 5);

        assertThat(ground(of(Scenery.miami(), true, 3)).sites()).containsExactly(code(west));
    }

    @Test
    void anOrderThatMayNotBeSplitIsNotPromisedInParts() {
        stock(east, 2);
        stock(west, 2);

        assertThat(of(Scenery.miami(), false, 3)).isEmpty();
        var split = ground(of(Scenery.miami(), true, 3));
        assertThat(split.sites()).containsExactlyInAnyOrder(code(east), code(west));
        assertThat(split.price().minor())
                .isGreaterThan(ground(of(Scenery.miami(), true, 2)).price().minor());
    }

    @Test
    void nothingIsPromisedWithoutStockOrToNowhere() {
        assertThat(of(Scenery.miami(), true, 1)).isEmpty();
        stock(east, 1);
        assertThat(of(Scenery.miami(), true, 2)).isEmpty();
        assertThat(of(Address.place("Berlin", null, "10115", "DE"), true, 1))
                .as("only domestic services leave these sites")
                .allSatisfy(option -> assertThat(option.service()).isEqualTo("INTERNATIONAL"));
        assertThat(of(Address.place(null, null, null, "Nowhere"), true, 1)).isEmpty();
    }

    @Test
    void lookingCommitsNothing() {
        stock(east, 1);
        for (int i = 0; i < 3; i++) assertThat(of(Scenery.miami(), true, 1)).isNotEmpty();
        assertThat(scenery.broken()).isEmpty();
    }

    /** No assertion on the time: read the line it prints. Goal: under 50 ms for one cart. */
    @Test
    void howLongOneCartTakes() {
        stock(east, 50);
        stock(west, 50);
        for (int i = 0; i < 20; i++) of(Scenery.miami(), true, 3);
        var nanos = IntStream.range(0, 50)
                .mapToLong(i -> {
                    long before = System.nanoTime();
                    of(Scenery.tucson(), true, 3);
                    return System.nanoTime() - before;
                })
                .sorted()
                .toArray();
        org.slf4j.LoggerFactory.getLogger(getClass())
                .info(
                        "delivery options for one cart: median {} µs, 90th percentile {} µs, {} sites in the database",
                        nanos[25] / 1000,
                        nanos[45] / 1000,
                        all(warehouses::all).size());
        assertThat(nanos).hasSize(50);
    }

    private void stock(WarehouseId site, int units) {
        scenery.receive(merchant, mug, scenery.bin(site, Scenery.unique("A")), units);
    }

    private List<DeliveryOption> of(Address to, boolean split, int units) {
        return all(() ->
                options.of(new DeliveryRequest(merchant, to, split, List.of(new RouteRequest.Need(1, mug, units)))));
    }

    private static DeliveryOption ground(List<DeliveryOption> offered) {
        return offered.stream()
                .filter(option -> option.service().equals("GROUND"))
                .findFirst()
                .orElseThrow();
    }

    private static long cost(Decision.Candidate candidate) {
        return ((Number) java.util.Objects.requireNonNull(candidate.figures().get("costMinor"))).longValue();
    }

    private String code(WarehouseId id) {
        return all(() -> warehouses.find(id)).map(Warehouse::code).orElseThrow();
    }
}

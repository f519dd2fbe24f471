package wharf.packing.carton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wharf.shared.Dimensions;

class CartonizerTest {
    private static final Carton SMALL = box("S", 200, 150, 100, 40);
    private static final Carton LARGE = box("L", 600, 400, 400, 150);

    private final Cartonizer cartonizer = new Cartonizer();

    @Test
    void theSmallestCartonThatTakesEverythingWinsWhenFreightFollowsVolume() {
        var plan = plan(List.of(item("book", 180, 120, 30, 400, 2)), SMALL, LARGE);

        assertThat(codes(plan)).containsExactly("S");
        assertThat(plan.considered().getFirst().name()).isEqualTo("S");
        assertThat(plan.considered().getFirst().costMinor())
                .isEqualTo(plan.cost().totalMinor());
    }

    @Test
    void aLargerCartonWinsWhenItsLandedCostIsLower() {
        var dearSmall = new Carton("S", SMALL.kind(), SMALL.inner(), SMALL.outer(), 100, 20_000, 500, Carton.UNLIMITED);
        var request = new PackRequest(
                List.of(item("book", 180, 120, 30, 400, 1)),
                List.of(dearSmall, LARGE),
                Freight.flat(800),
                PackingCosts.FREE,
                PackRequest.USUAL_BUDGET);

        assertThat(codes(cartonizer.plan(request))).containsExactly("L");
    }

    @Test
    void twoSmallParcelsWinOverOneThatCrossesASurcharge() {
        Freight cliff = (outer, grams) -> outer.longestMm() > 500 ? 5000 : 700;
        var request = PackRequest.of(List.of(item("brick", 190, 140, 90, 900, 2)), List.of(SMALL, LARGE), cliff);

        var plan = cartonizer.plan(request);

        assertThat(codes(plan)).containsExactly("S", "S");
        assertThat(plan.reason()).contains("less than one large one");
        assertThat(plan.considered()).anyMatch(one -> one.name().equals("L") && one.feasible());
    }

    @Test
    void goodsThatFillNoSingleCartonMakeSeveralParcels() {
        var plan = plan(List.of(item("crate", 300, 300, 300, 2000, 5)), SMALL, LARGE);

        assertThat(codes(plan)).containsExactly("L", "L", "L");
        assertThat(plan.reason()).contains("No carton takes everything");
    }

    @Test
    void anItemThatFitsNoCartonShipsInItsOwnPackaging() {
        var plan = plan(List.of(item("pole", 2000, 50, 50, 3000, 2), item("book", 180, 120, 30, 400, 1)), SMALL, LARGE);

        assertThat(codes(plan)).containsExactlyInAnyOrder("S", "OWN", "OWN");
        assertThat(plan.parcels().getLast().grossGrams()).isEqualTo(3000);
    }

    @Test
    void anItemTooHeavyForEveryCartonShipsInItsOwnPackagingToo() {
        assertThat(codes(plan(List.of(item("anvil", 100, 100, 90, 60_000, 1)), SMALL, LARGE)))
                .containsExactly("OWN");
    }

    @Test
    void noCartonsAtAllStillMakeAPlan() {
        assertThat(codes(plan(List.of(item("book", 180, 120, 30, 400, 3)))))
                .containsOnly("OWN")
                .hasSize(3);
    }

    @Test
    void whatMustStayUprightIsNeverLaidDown() {
        var vase = new PackItem("vase", new Dimensions(100, 100, 180), 500, 1, Set.of(Care.UPRIGHT));

        assertThat(codes(plan(List.of(vase), SMALL, LARGE))).containsExactly("L");
    }

    @Test
    void hazardousLiquidAndDryGoodsTravelApart() {
        var plan = plan(
                List.of(
                        care("acid", Care.HAZMAT),
                        care("battery", Care.HAZMAT),
                        care("soap", Care.LIQUID),
                        care("oil", Care.LIQUID),
                        care("shirt")),
                SMALL,
                LARGE);

        assertThat(contents(plan))
                .containsExactlyInAnyOrder(Set.of("acid"), Set.of("battery"), Set.of("soap", "oil"), Set.of("shirt"));
    }

    @Test
    void whatShipsAloneGetsAParcelAUnit() {
        var lamp = new PackItem("lamp", new Dimensions(50, 50, 50), 100, 3, Set.of(Care.ALONE));

        var plan = plan(List.of(lamp, item("book", 180, 120, 30, 400, 1)), SMALL, LARGE);

        assertThat(plan.parcels()).hasSize(4);
    }

    @Test
    void fragileGoodsAreWrappedAndTheirBoxIsFilled() {
        var plan = plan(List.of(care("glass", Care.FRAGILE)), SMALL);

        assertThat(plan.parcels().getFirst().dunnage()).isEqualTo(new Dunnage(3, 1));
        assertThat(plan.parcels().getFirst().grossGrams()).isEqualTo(100 + 100 + 3 * PackingCosts.PAPER.litreGrams());
    }

    @Test
    void cartonsThatRanOutAreNotPlanned() {
        var last = SMALL.withAvailable(1);

        var plan = plan(
                List.of(new PackItem("lamp", new Dimensions(50, 50, 50), 100, 3, Set.of(Care.ALONE))), last, LARGE);

        assertThat(codes(plan)).containsExactly("S", "L", "L");
    }

    @Test
    void tenThousandIdenticalUnitsArePlannedInNoTime() {
        var before = System.nanoTime();

        var plan =
                plan(List.of(item("pen", 140, 10, 10, 12, 10_000), item("pad", 210, 148, 8, 150, 777)), SMALL, LARGE);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(plan.parcels().stream().mapToInt(PlannedParcel::units).sum()).isEqualTo(10_777);
        assertThat(plan.parcels()).hasSizeLessThan(20);
    }

    @Test
    void withoutAnyTimeThePlanIsStillValid() {
        var items = List.of(
                item("a", 180, 120, 30, 400, 9), item("b", 90, 60, 45, 100, 14), item("c", 31, 29, 23, 100, 40));
        var request =
                new PackRequest(items, List.of(SMALL, LARGE), Freight.flat(900), PackingCosts.PAPER, Duration.ZERO);

        var plan = cartonizer.plan(request);

        assertThat(PlanValidator.faults(request, plan)).isEmpty();
        assertThat(plan.reason()).contains("Time ran out");
    }

    @Test
    void aPackerThatLiesIsNotBelieved() {
        Packer liar = (items, carton, deadline) -> new Load(items.stream()
                .map(item -> new Placement(item.key(), 0, 0, 0, 1, 1, 1, item.quantity(), 1, 1))
                .toList());
        var request =
                PackRequest.of(List.of(item("a", 180, 120, 30, 400, 3)), List.of(SMALL, LARGE), Freight.flat(900));

        var plan = new Cartonizer(List.of(liar, new BlockPacker())).plan(request);

        assertThat(PlanValidator.faults(request, plan)).isEmpty();
    }

    @Test
    void fillStepsGoFromTheBottomUp() {
        var plan = plan(List.of(item("a", 180, 120, 30, 400, 3), item("b", 90, 60, 20, 100, 3)), SMALL, LARGE);

        var heights = plan.parcels().getFirst().placements().stream()
                .map(Placement::z)
                .toList();
        assertThat(heights).isSorted();
    }

    @Test
    void everyRandomRequestGetsAValidPlan() {
        var requests = new RandomRequests(42);
        for (int i = 0; i < 400; i++) {
            var request = requests.next();
            var plan = cartonizer.plan(request);
            assertThat(PlanValidator.faults(request, plan))
                    .as("request %s: %s", i, request)
                    .isEmpty();
            assertThat(plan.reason()).isNotBlank();
        }
    }

    @Test
    void theSameRequestGetsTheSamePlan() {
        var items = List.of(item("a", 180, 120, 30, 400, 4), item("b", 90, 60, 20, 100, 9));
        assertThat(plan(items, SMALL, LARGE).parcels())
                .isEqualTo(plan(items, SMALL, LARGE).parcels());
    }

    private PackPlan plan(List<PackItem> items, Carton... cartons) {
        Freight byVolume = (outer, grams) -> 500 + outer.volumeMm3() / 1_000_000 * 20;
        var request = PackRequest.of(items, List.of(cartons), byVolume);
        var plan = cartonizer.plan(request);
        assertThat(PlanValidator.faults(request, plan)).isEmpty();
        return plan;
    }

    private static List<String> codes(PackPlan plan) {
        return plan.parcels().stream().map(parcel -> parcel.carton().code()).toList();
    }

    private static List<Set<String>> contents(PackPlan plan) {
        var contents = new ArrayList<Set<String>>();
        for (var parcel : plan.parcels())
            contents.add(
                    parcel.placements().stream().map(Placement::item).collect(java.util.stream.Collectors.toSet()));
        return contents;
    }

    private static PackItem item(String key, int l, int w, int h, int grams, int quantity) {
        return new PackItem(key, new Dimensions(l, w, h), grams, quantity, Set.of());
    }

    private static PackItem care(String key, Care... care) {
        return new PackItem(key, new Dimensions(60, 50, 40), 100, 1, Set.of(care));
    }

    private static Carton box(String code, int l, int w, int h, long costMinor) {
        return new Carton(
                code,
                Carton.Kind.BOX,
                new Dimensions(l, w, h),
                new Dimensions(l + 6, w + 6, h + 6),
                100,
                25_000,
                costMinor,
                Carton.UNLIMITED);
    }
}

package wharf.packing.carton;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import wharf.shared.Dimensions;

/** A valid plan is corrupted in each way the validator must notice. */
class PlanValidatorTest {
    private static final PackItem VASE = new PackItem("vase", new Dimensions(50, 60, 90), 500, 2, Set.of(Care.UPRIGHT));
    private static final PackItem CUP = new PackItem("cup", new Dimensions(40, 40, 40), 200, 2, Set.of());
    private static final Carton BOX = new Carton(
            "B", Carton.Kind.BOX, new Dimensions(200, 200, 100), new Dimensions(206, 206, 106), 100, 1600, 50, 1);
    private static final PackRequest REQUEST = PackRequest.of(List.of(VASE, CUP), List.of(BOX), Freight.flat(100));
    private static final PackPlan VALID = new PackPlan(
            List.of(parcel(List.of(
                    new Placement("vase", 0, 0, 0, 50, 60, 90, 2, 1, 1),
                    new Placement("cup", 100, 0, 0, 40, 40, 40, 1, 1, 2)))),
            List.of(),
            "by hand");

    @Test
    void theValidPlanPasses() {
        assertThat(PlanValidator.faults(REQUEST, VALID)).isEmpty();
    }

    @Test
    void goodsThatOverlapAreFound() {
        assertThat(faultsWith(
                        p -> new Placement(p.item(), 0, 0, 0, p.dx(), p.dy(), p.dz(), p.across(), p.deep(), p.high())))
                .contains("goods overlap in B");
    }

    @Test
    void goodsThatStickOutAreFound() {
        assertThat(faultsWith(p -> new Placement(
                        p.item(), p.x() + 90, p.y(), p.z(), p.dx(), p.dy(), p.dz(), p.across(), p.deep(), p.high())))
                .anyMatch(fault -> fault.contains("sticks out"));
    }

    @Test
    void aLaidDownVaseIsFound() {
        assertThat(faultsWith(p -> p.item().equals("vase") ? new Placement("vase", 0, 0, 0, 50, 90, 60, 2, 1, 1) : p))
                .anyMatch(fault -> fault.contains("not a way to turn"));
    }

    @Test
    void anotherSizeThanTheItemsIsFound() {
        assertThat(faultsWith(p -> p.item().equals("cup") ? new Placement("cup", 100, 0, 0, 40, 40, 39, 1, 1, 2) : p))
                .anyMatch(fault -> fault.contains("not a way to turn"));
    }

    @Test
    void aMissingUnitIsFound() {
        assertThat(faultsWith(p -> p.item().equals("cup") ? new Placement("cup", 100, 0, 0, 40, 40, 40, 1, 1, 1) : p))
                .contains("1 of 2 cup packed");
    }

    @Test
    void aSurplusUnitIsFoundWithItsWeight() {
        assertThat(faultsWith(p -> p.item().equals("cup") ? new Placement("cup", 100, 0, 0, 40, 40, 40, 2, 1, 2) : p))
                .contains("4 of 2 cup packed", "B weighs 1900 g of at most 1600");
    }

    @Test
    void anUnknownItemIsFound() {
        assertThat(faultsWith(p -> p.item().equals("cup") ? new Placement("mug", 100, 0, 0, 40, 40, 40, 1, 1, 2) : p))
                .contains("unknown item mug", "0 of 2 cup packed");
    }

    @Test
    void aCartonUsedMoreOftenThanThereArePiecesIsFound() {
        var twice =
                new PackPlan(List.of(VALID.parcels().getFirst(), VALID.parcels().getFirst()), List.of(), "twice");
        assertThat(PlanValidator.faults(REQUEST, twice)).contains("2 of 1 cartons B used");
    }

    @Test
    void goodsThatMustTravelApartAreFound() {
        var acid = new PackItem("vase", VASE.size(), 500, 2, Set.of(Care.HAZMAT));
        var soap = new PackItem("vase", VASE.size(), 500, 2, Set.of(Care.LIQUID));
        var lamp = new PackItem("vase", VASE.size(), 500, 2, Set.of(Care.ALONE));
        assertThat(faults(acid)).contains("vase is hazardous and has company");
        assertThat(faults(soap)).contains("cup travels with a liquid");
        assertThat(faults(lamp)).contains("vase must ship alone");
    }

    private static List<String> faults(PackItem insteadOfVase) {
        return PlanValidator.faults(
                PackRequest.of(List.of(insteadOfVase, CUP), List.of(BOX), Freight.flat(100)), VALID);
    }

    private static List<String> faultsWith(UnaryOperator<Placement> corruption) {
        var placements = new ArrayList<>(VALID.parcels().getFirst().placements());
        placements.replaceAll(corruption);
        return PlanValidator.faults(REQUEST, new PackPlan(List.of(parcel(placements)), List.of(), "corrupt"));
    }

    private static PlannedParcel parcel(List<Placement> placements) {
        return new PlannedParcel(BOX, placements, 1500, new Dunnage(0, 0), Cost.ZERO);
    }
}

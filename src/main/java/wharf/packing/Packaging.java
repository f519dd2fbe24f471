package wharf.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.packing.carton.Carton;
import wharf.packing.carton.Dunnage;
import wharf.packing.carton.PackItem;
import wharf.shared.Money;
import wharf.shared.Refusal;

/**
 * The packaging a packer chose for these goods, with what it should weigh and how far from that is still right.
 *
 * @param material what carton, void fill and wrap cost
 */
record Packaging(
        Carton carton, List<PackItem> goods, Dunnage dunnage, int expectedGrams, int toleranceGrams, Money material) {
    /** Refuses a parcel heavier than its carton may be, and a weight that does not go with its contents unless there is a reason. */
    void check(int weighedGrams, @Nullable String overrideReason) {
        if (carton.kind() != Carton.Kind.OWN && weighedGrams > carton.maxGrams())
            throw Refusal.conflict(
                    "too-heavy",
                    "weightGrams",
                    weighedGrams,
                    carton.code() + " may weigh " + carton.maxGrams()
                            + " g; take a stronger carton or split the parcel.");
        boolean odd = Math.abs(weighedGrams - expectedGrams) > toleranceGrams;
        if (odd && (overrideReason == null || overrideReason.isBlank()))
            throw Refusal.conflict(
                    "weight-off",
                    "weightGrams",
                    weighedGrams,
                    "The contents should weigh " + expectedGrams + " g, give or take " + toleranceGrams
                            + " g. Check for a missing or wrong item; if all is right, say why and close again.");
    }
}

package wharf.packing.carton;

import java.util.Comparator;
import java.util.List;

/**
 * One parcel of a plan.
 *
 * @param placements in the order to fill: bottom up, back to front
 * @param grossGrams expected weight: goods, carton and void fill
 */
public record PlannedParcel(Carton carton, List<Placement> placements, int grossGrams, Dunnage dunnage, Cost cost) {
    private static final Comparator<Placement> BOTTOM_UP =
            Comparator.comparingInt(Placement::z).thenComparingInt(Placement::y).thenComparingInt(Placement::x);

    static PlannedParcel of(Carton carton, Load load, List<PackItem> contents, PackRequest request) {
        return new PlannedParcel(
                carton,
                load.placements().stream().sorted(BOTTOM_UP).toList(),
                Cost.grossGrams(carton, contents, request.costs()),
                Dunnage.of(carton, contents, request.costs()),
                Cost.of(carton, contents, request));
    }

    public int units() {
        return placements.stream().mapToInt(Placement::units).sum();
    }

    /** Share of the inside taken by goods, 0 to 1. */
    public double fill() {
        long goods = placements.stream().mapToLong(Placement::volumeMm3).sum();
        return (double) goods / carton.inner().volumeMm3();
    }
}

package wharf.packing.carton;

import wharf.shared.Dimensions;

/** What sending a parcel costs, in minor units: the caller's rate sheet with its dimensional weight and surcharges. */
@FunctionalInterface
public interface Freight {
    long costMinor(Dimensions outer, int grossGrams);

    /** Every parcel costs the same, so that the fewest parcels win. */
    static Freight flat(long minorPerParcel) {
        return (outer, grams) -> minorPerParcel;
    }
}

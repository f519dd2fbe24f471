package wharf.packing;

import wharf.shared.ParcelId;

/** A parcel that left the station: what it should weigh by its contents and what it did. */
public record ClosedParcel(ParcelId parcel, String carton, int units, int expectedGrams, int weighedGrams) {}

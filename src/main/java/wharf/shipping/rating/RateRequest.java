package wharf.shipping.rating;

import java.time.LocalDate;
import wharf.shared.Dimensions;

/** A parcel to be rated: outer size, gross weight, its way, and the local day it leaves, which also says whose day's rules apply. */
public record RateRequest(Place from, Place to, Dimensions outer, int weightGrams, LocalDate shipOn) {
    public RateRequest {
        if (weightGrams < 1) throw new IllegalArgumentException("weight of " + weightGrams + " g; expected at least 1");
    }
}

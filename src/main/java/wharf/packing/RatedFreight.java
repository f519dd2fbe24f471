package wharf.packing;

import java.time.LocalDate;
import wharf.packing.carton.Freight;
import wharf.shared.Dimensions;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.RateRequest;
import wharf.shipping.rating.Rating;

/**
 * Freight by rate sheets, dimensional weight and surcharges included.
 *
 * @param service what was ordered; a parcel it does not take is priced out of reach, not refused, so that a plan exists
 */
public record RatedFreight(Rating rating, Place from, Place to, String service, LocalDate shipOn) implements Freight {
    private static final long OUT_OF_REACH_MINOR = 10_000_000;

    @Override
    public long costMinor(Dimensions outer, int grossGrams) {
        var offers = rating.offers(new RateRequest(from, to, outer, Math.max(1, grossGrams), shipOn));
        return offers.of(service).map(quote -> quote.cost().minor()).orElse(OUT_OF_REACH_MINOR);
    }
}

package wharf.shipping.rating;

import java.util.ArrayList;
import java.util.List;
import wharf.shared.Dimensions;
import wharf.shared.Money;

/** Warns of a parcel just over a cliff: an inch or a pound less would save real money. Found by rating the smaller parcel, so it holds for every rule. */
public final class Cliffs {
    private static final int INCH_MM = 25;
    private static final int POUND_GRAMS = 454;

    private final Rating rating;
    private final Money worthSaying;

    /** @param worthSaying savings below this are not mentioned */
    public Cliffs(Rating rating, Money worthSaying) {
        this.rating = rating;
        this.worthSaying = worthSaying;
    }

    /** What a small change would save with this service. */
    public record Warning(String change, Money saves) {}

    public List<Warning> of(RateRequest parcel, String service) {
        var cost = rating.offers(parcel).of(service).map(Quote::cost);
        if (cost.isEmpty()) return List.of();
        var warnings = new ArrayList<Warning>();
        var size = parcel.outer();
        add(warnings, "1 in less in length", shorter(size, INCH_MM, 0, 0), parcel, service, cost.get());
        add(warnings, "1 in less in width", shorter(size, 0, INCH_MM, 0), parcel, service, cost.get());
        add(warnings, "1 in less in height", shorter(size, 0, 0, INCH_MM), parcel, service, cost.get());
        int lighter = Math.max(1, parcel.weightGrams() - POUND_GRAMS);
        var light = new RateRequest(parcel.from(), parcel.to(), size, lighter, parcel.shipOn());
        saving(light, service, cost.get()).ifPresent(saved -> warnings.add(new Warning("1 lb less in weight", saved)));
        return warnings;
    }

    private void add(
            List<Warning> warnings, String change, Dimensions size, RateRequest parcel, String service, Money cost) {
        var smaller = new RateRequest(parcel.from(), parcel.to(), size, parcel.weightGrams(), parcel.shipOn());
        saving(smaller, service, cost).ifPresent(saved -> warnings.add(new Warning(change, saved)));
    }

    private java.util.Optional<Money> saving(RateRequest smaller, String service, Money cost) {
        return rating.offers(smaller)
                .of(service)
                .map(quote -> cost.minus(quote.cost()))
                .filter(saved -> saved.compareTo(worthSaying) >= 0);
    }

    private static Dimensions shorter(Dimensions size, int length, int width, int height) {
        return new Dimensions(
                Math.max(1, size.lengthMm() - length),
                Math.max(1, size.widthMm() - width),
                Math.max(1, size.heightMm() - height));
    }
}

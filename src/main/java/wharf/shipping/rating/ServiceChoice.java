package wharf.shipping.rating;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which service takes a parcel: the cheapest that keeps the promised day; without a promise the one that was ordered. Where none keeps the
 * promise, the one that comes closest; it is late, and the reason says so.
 */
public record ServiceChoice(Quote quote, String reason, boolean keepsPromise) {
    private static final Comparator<Quote> SOONEST = Comparator.comparing(Quote::deliverBy)
            .thenComparing(quote -> quote.cost().minor());

    /** @return empty when no service takes the parcel at all */
    public static Optional<ServiceChoice> of(Offers offers, String ordered, @Nullable LocalDate promise) {
        if (promise != null) return kept(offers, promise).or(() -> late(offers, promise));
        return offers.of(ordered)
                .map(quote -> new ServiceChoice(quote, "the service that was ordered; no day was promised", true))
                .or(() -> offers.cheapest()
                        .map(quote -> new ServiceChoice(
                                quote, ordered + " is not offered on this way; the cheapest that is", true)));
    }

    private static Optional<ServiceChoice> kept(Offers offers, LocalDate promise) {
        Predicate<Quote> inTime = quote -> !quote.deliverBy().isAfter(promise);
        return offers.quotes().stream()
                .filter(inTime)
                .findFirst()
                .map(quote -> new ServiceChoice(quote, "the cheapest that arrives by " + promise, true));
    }

    private static Optional<ServiceChoice> late(Offers offers, LocalDate promise) {
        return offers.quotes().stream()
                .min(SOONEST)
                .map(quote -> new ServiceChoice(
                        quote, "none arrives by " + promise + "; this is the soonest, " + quote.deliverBy(), false));
    }
}

package wharf.shipping.rating;

import java.util.List;
import java.util.Optional;

/** Every service's answer to one parcel: what it would cost, cheapest first, or why it is not offered. */
public record Offers(List<Quote> quotes, List<NotOffered> refused) {
    /** Why a service does not take the parcel. */
    public record NotOffered(String carrier, String service, String reason) {}

    public Offers {
        quotes = List.copyOf(quotes);
        refused = List.copyOf(refused);
    }

    public Optional<Quote> of(String service) {
        return quotes.stream().filter(quote -> quote.service().equals(service)).findFirst();
    }

    public Optional<Quote> cheapest() {
        return quotes.stream().findFirst();
    }
}

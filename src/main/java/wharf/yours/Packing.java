package wharf.yours;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wharf.packing.RatedFreight;
import wharf.packing.carton.Carton;
import wharf.packing.carton.Cartonizer;
import wharf.packing.carton.PackItem;
import wharf.packing.carton.PackPlan;
import wharf.packing.carton.PackRequest;
import wharf.packing.carton.PackingCosts;
import wharf.shared.Dimensions;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.Quote;
import wharf.shipping.rating.RateRequest;
import wharf.shipping.rating.Rating;
import wharf.shipping.rating.ServiceChoice;
import wharf.shipping.rating.Zones;

/**
 * Packs and rates goods by the rules of packing and of the rate sheets, without a database. The same goods to the same zone are planned
 * once: postage depends on a destination by its zone only.
 */
final class Packing {
    private static final Duration BUDGET = Duration.ofMillis(60);
    private static final int REMEMBERED = 20_000;
    private static final Dimensions ORDINARY = new Dimensions(300, 200, 150);

    private final Cartonizer cartonizer = new Cartonizer();
    private final List<Carton> suite;
    private final Rating rating;
    private final LocalDate day;
    private final Cache<Key, Optional<Packed>> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** @param day whose rates and rules count */
    Packing(List<Carton> suite, Rating rating, LocalDate day) {
        this.suite = List.copyOf(suite);
        this.rating = rating;
        this.day = day;
    }

    private record Key(String from, String service, int zone, List<Content> goods) {}

    private record Content(String sku, int quantity) {}

    /**
     * How goods would leave.
     *
     * @param transitDays working days of the slowest parcel
     */
    record Packed(
            List<String> cartons,
            long postageMinor,
            long packingMinor,
            int transitDays,
            int zone,
            String currency,
            long goodsMm3,
            long cartonMm3,
            String reason) {}

    /** @return empty when no service takes one of the parcels, or the goods are freight */
    Optional<Packed> pack(String site, Place from, Place to, List<PackItem> goods, String service) {
        int zone = Zones.between(from, to);
        var key = new Key(
                site,
                service,
                zone,
                goods.stream()
                        .map(item -> new Content(item.key(), item.quantity()))
                        .toList());
        return known.get(key, absent -> packed(from, to, goods, service, zone));
    }

    private Optional<Packed> packed(Place from, Place to, List<PackItem> goods, String wished, int zone) {
        var service = offered(from, to, wished);
        if (service.isEmpty()) return Optional.empty();
        return plan(from, to, goods, service.get()).flatMap(plan -> rated(from, to, plan, service.get(), zone));
    }

    /** The service wished for, or on ways where it is not offered the cheapest that is. */
    private Optional<String> offered(Place from, Place to, String wished) {
        var offers = rating.offers(new RateRequest(from, to, ORDINARY, 1000, day));
        return ServiceChoice.of(offers, wished, null)
                .map(choice -> choice.quote().service());
    }

    Optional<PackPlan> plan(Place from, Place to, List<PackItem> goods, String service) {
        long units = goods.stream().mapToLong(PackItem::quantity).sum();
        if (units == 0 || units > PackRequest.MOST_UNITS) return Optional.empty();
        var freight = new RatedFreight(rating, from, to, service, day);
        return Optional.of(cartonizer.plan(new PackRequest(goods, suite, freight, PackingCosts.PAPER, BUDGET)));
    }

    private Optional<Packed> rated(Place from, Place to, PackPlan plan, String service, int zone) {
        var quotes = new ArrayList<Quote>();
        for (var parcel : plan.parcels()) {
            var request = new RateRequest(from, to, parcel.carton().outer(), Math.max(1, parcel.grossGrams()), day);
            var choice = ServiceChoice.of(rating.offers(request), service, null);
            if (choice.isEmpty()) return Optional.empty();
            quotes.add(choice.get().quote());
        }
        var cost = plan.cost();
        return Optional.of(new Packed(
                plan.parcels().stream().map(parcel -> parcel.carton().code()).toList(),
                quotes.stream().mapToLong(quote -> quote.cost().minor()).sum(),
                cost.cartonMinor() + cost.labourMinor() + cost.materialMinor(),
                quotes.stream().mapToInt(Quote::transitDays).max().orElse(0),
                zone,
                quotes.getFirst().cost().currency(),
                plan.parcels().stream()
                        .mapToLong(parcel -> Math.round(
                                parcel.fill() * parcel.carton().inner().volumeMm3()))
                        .sum(),
                plan.parcels().stream()
                        .mapToLong(parcel -> parcel.carton().inner().volumeMm3())
                        .sum(),
                plan.reason()));
    }
}

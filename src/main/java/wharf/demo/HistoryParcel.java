package wharf.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.demo.DemoItem.Care;
import wharf.geography.Address;
import wharf.geography.Located;
import wharf.geography.Places;
import wharf.history.HistoricOrder;
import wharf.shared.Dimensions;
import wharf.shipping.rating.DemoRates;
import wharf.shipping.rating.Place;
import wharf.shipping.rating.RateRequest;
import wharf.shipping.rating.Rating;

/**
 * How an order of the demo's past was packed and sent. Carriers are invented, as all of it; all charge what the demo's carrier charges, so that
 * the past can be compared with what is sent today.
 */
final class HistoryParcel {
    private static final List<Carton> CARTONS = List.of(
            new Carton("MAILER-S", 250, 180, 30, 30, 18),
            new Carton("MAILER-L", 380, 280, 45, 55, 29),
            new Carton("BOX-S", 200, 150, 100, 90, 38),
            new Carton("BOX-M", 300, 225, 150, 190, 62),
            new Carton("BOX-L", 400, 300, 250, 380, 98),
            new Carton(LongCarton.CODE, 740, 370, 240, 720, 165),
            new Carton("BOX-XL", 600, 400, 400, 850, 186),
            new Carton("BOX-XXL", 798, 594, 492, 1900, 420));

    private static final Rating RATES = DemoRates.rating();
    /** Where no sheet has a price. */
    private static final long UNPRICED = 2500;

    /** How much larger than its inside a carton is. */
    private static final int WALLS = 8;

    private HistoryParcel() {}

    /** @param cost in US cents */
    private record Carton(String code, int length, int width, int height, int grams, long cost) {
        long volume() {
            return (long) length * width * height;
        }
    }

    static HistoricOrder.Shipment of(
            HistorySite site,
            List<HistoryBasket.Wanted> wanted,
            Address to,
            HistoryJourney times,
            String id,
            double luck) {
        int goods = 0;
        long volume = 0;
        int longest = 0;
        boolean alone = false;
        DemoItem first = wanted.getFirst().parts().getFirst();
        for (var one : wanted)
            for (int i = 0; i < one.parts().size(); i++) {
                var part = one.parts().get(i);
                int units = one.counts().get(i) * one.quantity();
                goods += part.grams() * units;
                volume += (long) part.length() * part.width() * part.height() * units;
                longest = Math.max(longest, Math.max(part.length(), Math.max(part.width(), part.height())));
                alone |= part.is(Care.ALONE);
            }
        boolean own = alone
                && wanted.size() == 1
                && wanted.getFirst().quantity() == 1
                && wanted.getFirst().parts().size() == 1;
        var carton =
                own ? new Carton("OWN", first.length(), first.width(), first.height(), 0, 0) : carton(volume, longest);
        int grams = goods + carton.grams() + (own ? 0 : 40);
        var carrier = times.service().equals("GROUND") && grams < 450
                ? "SUNPOST"
                : times.service().equals("GROUND") ? "COASTLINE" : "MERIDIAN";
        var outer = new Dimensions(carton.length() + WALLS, carton.width() + WALLS, carton.height() + WALLS);
        long postage = postage(
                site,
                to,
                times.service(),
                outer,
                grams,
                times.shipped().atZone(site.zone()).toLocalDate());
        int fill = own ? 0 : (int) Math.max(0, (carton.volume() - volume) / 1_000_000 / 2);
        var materials = new ArrayList<HistoricOrder.@Nullable Material>();
        if (fill > 0 && carton.code().startsWith("BOX")) materials.add(new HistoricOrder.Material("VOID-FILL", fill));
        if (first.is(Care.FRAGILE)) materials.add(new HistoricOrder.Material("WRAP", 2));
        var hands = site.hands();
        return new HistoricOrder.Shipment(
                site.code(),
                times.service(),
                times.released(),
                times.released(),
                times.picking(),
                times.picked(),
                times.packing(),
                times.packed(),
                times.shipped(),
                times.lost() ? null : times.out(),
                times.lost() ? null : times.ended(),
                times.lost() ? times.ended() : null,
                times.shipBy(),
                times.promised(),
                carton.code(),
                outer.lengthMm(),
                outer.widthMm(),
                outer.heightMm(),
                grams,
                materials,
                carton.cost() + 2L * fill + (first.is(Care.FRAGILE) ? 12 : 0),
                carrier,
                times.service(),
                carrier.charAt(0) + id.replaceAll("[^0-9]", ""),
                postage,
                null,
                hands.get((int) (luck * hands.size())),
                hands.get((int) (luck * 7919) % hands.size()));
    }

    private static long postage(
            HistorySite site, Address to, String service, Dimensions outer, int grams, LocalDate shipOn) {
        var at = Places.locate(to);
        var there = new Place(
                to.country(),
                to.region(),
                at.map(Located::latitude).orElse(null),
                at.map(Located::longitude).orElse(null));
        var here = new Place("US", null, site.at().latitude(), site.at().longitude());
        var quotes =
                RATES.offers(new RateRequest(here, there, outer, grams, shipOn)).quotes();
        return quotes.stream()
                .filter(quote -> quote.service().equals(service))
                .findFirst()
                .or(() -> quotes.stream().findFirst())
                .map(quote -> quote.cost().minor())
                .orElse(UNPRICED);
    }

    private static Carton carton(long volume, int longest) {
        for (var carton : CARTONS) if (carton.volume() * 3 / 4 >= volume && carton.length() >= longest) return carton;
        return CARTONS.getLast();
    }
}

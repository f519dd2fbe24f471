package wharf.yours;

import java.util.List;
import java.util.Map;

/**
 * What a trial came to. Amounts are minor units of {@code currency}; averages are per order.
 *
 * @param priced orders that could be routed and priced, which everything else is about
 * @param split of those, shipped from more than one site
 * @param fill share of the insides of cartons taken by goods
 * @param baseline code of the one site that {@code alone} is compared with
 * @param alone what each site would have cost, had it shipped everything
 * @param sizes how many items' sizes come from where
 */
public record Summary(
        String currency,
        int priced,
        int split,
        int parcels,
        long postageMinor,
        long packingMinor,
        double days,
        double miles,
        double fill,
        String baseline,
        List<Alone> alone,
        List<Share> sites,
        List<Share> cartons,
        List<Days> arrivals,
        List<Region> regions,
        List<Spot> spots,
        Map<String, Long> sizes) {
    public record Alone(String code, int orders, long costMinor, double days, double miles) {}

    /** How many parcels or orders something has. */
    public record Share(String name, long count, long costMinor) {}

    /** How many orders arrive after so many days, as routed and from the baseline alone. */
    public record Days(int days, long orders, long alone) {}

    public record Region(String name, long orders, long costMinor, long aloneMinor, double days, double aloneDays) {
        public long savingMinor() {
            return aloneMinor - costMinor;
        }
    }

    /** Orders around a point, and the site that ships them. */
    public record Spot(double latitude, double longitude, String site, long orders) {}

    public long costMinor() {
        return postageMinor + packingMinor;
    }

    public Alone compared() {
        return alone.stream()
                .filter(one -> one.code().equals(baseline))
                .findFirst()
                .orElseGet(alone::getFirst);
    }

    public long savingMinor() {
        return compared().costMinor() - costMinor();
    }

    /** An amount per order, rounded. */
    public long each(long minor) {
        return priced == 0 ? 0 : Math.round((double) minor / priced);
    }
}

package wharf.geography;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Centres of Canadian forward sortation areas, the first three characters of a postcode. */
final class CanadianFsas {
    private final Map<String, Located> byFsa = new HashMap<>();
    private final Map<String, Spot> byTwo = new HashMap<>();

    /** Reads the table and adds every area to the middle of its province. */
    CanadianFsas(RegionMiddles middles) {
        Table.read("ca_fsa.tsv.gz", row -> {
            var at = new Located(Double.parseDouble(row[2]), Double.parseDouble(row[3]), Precision.FSA);
            byFsa.put(row[0], at);
            byTwo.computeIfAbsent(row[0].substring(0, 2), two -> new Spot()).add(at.latitude(), at.longitude());
            middles.add("CA", row[1], at.latitude(), at.longitude());
        });
    }

    Optional<Located> find(String postcode) {
        return postcode.length() < 3 ? Optional.empty() : Optional.ofNullable(byFsa.get(postcode.substring(0, 3)));
    }

    /** The mean of the areas with the same first two characters. */
    Optional<Located> near(String postcode) {
        return postcode.length() < 3
                ? Optional.empty()
                : Optional.ofNullable(byTwo.get(postcode.substring(0, 2))).map(spot -> spot.mean(Precision.REGION));
    }
}

package wharf.geography;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cities of the Americas by country and name. Names are kept as 47-bit hashes, so that 43,000 cities take under a
 * megabyte; the chance that any two distinct ones share a hash is about 7 in a million.
 */
final class Cities {
    private static final int INDEX_BITS = 16;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    /** The upper bits are the hash, the lower 16 the row; sorted. */
    private final long[] keys;

    private final float[] latitudes;
    private final float[] longitudes;
    private final short[] regions;
    private final List<String> regionNames = new ArrayList<>();

    /** Reads the table and adds every city to the middle of its region. */
    Cities(RegionMiddles middles) {
        keys = new long[1 << INDEX_BITS];
        latitudes = new float[1 << INDEX_BITS];
        longitudes = new float[1 << INDEX_BITS];
        regions = new short[1 << INDEX_BITS];
        var regionIndex = new HashMap<String, Integer>();
        var rows = new int[1];
        Table.read("cities.tsv.gz", row -> put(rows[0]++, row, regionIndex, middles));
        Arrays.fill(keys, rows[0], keys.length, Long.MAX_VALUE);
        Arrays.sort(keys);
    }

    private void put(int row, String[] cells, Map<String, Integer> regionIndex, RegionMiddles middles) {
        keys[row] = hash(cells[0], Folding.fold(cells[2])) << INDEX_BITS | row;
        latitudes[row] = Float.parseFloat(cells[3]);
        longitudes[row] = Float.parseFloat(cells[4]);
        regions[row] = regionIndex
                .computeIfAbsent(cells[1], region -> {
                    regionNames.add(region);
                    return regionNames.size() - 1;
                })
                .shortValue();
        middles.add(cells[0], cells[1], latitudes[row], longitudes[row]);
        middles.add(cells[0], "", latitudes[row], longitudes[row]);
    }

    /**
     * The city of that name in the region, or anywhere in the country when it is there only once. One name in several
     * regions, and none given: the one nearest to the middle of the country's cities, as {@link Precision#REGION}.
     *
     * @param region a region code, or empty
     */
    Optional<Located> find(String country, String region, String city, RegionMiddles middles) {
        var hash = hash(country, Folding.fold(city));
        var first = firstOf(hash);
        var inRegion = new Spot();
        var rows = new ArrayList<Integer>();
        for (var i = first; i < keys.length && keys[i] >>> INDEX_BITS == hash; i++) {
            var row = (int) (keys[i] & INDEX_MASK);
            rows.add(row);
            if (regionNames.get(regions[row]).equals(region)) {
                inRegion.add(latitudes[row], longitudes[row]);
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(inRegion.isEmpty() ? anywhere(rows, country, middles) : inRegion.mean(Precision.CITY));
    }

    private Located anywhere(List<Integer> rows, String country, RegionMiddles middles) {
        if (rows.size() == 1) {
            return at(rows.getFirst(), Precision.CITY);
        }
        var middle = middles.find(country, "").orElseThrow();
        return rows.stream()
                .map(row -> at(row, Precision.REGION))
                .min((a, b) -> Double.compare(Distance.miles(a, middle), Distance.miles(b, middle)))
                .orElseThrow();
    }

    private Located at(int row, Precision precision) {
        return new Located(latitudes[row], longitudes[row], precision);
    }

    private int firstOf(long hash) {
        var found = Arrays.binarySearch(keys, hash << INDEX_BITS);
        return found < 0 ? -found - 1 : found;
    }

    /** FNV-1a (Fowler, Noll, Vo), folded to 47 bits so that the shifted key stays positive. */
    private static long hash(String country, String foldedCity) {
        var text = country + "|" + foldedCity;
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (hash ^ hash >>> 47) & ((1L << 47) - 1);
    }
}

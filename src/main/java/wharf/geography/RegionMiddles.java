package wharf.geography;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The middle of every region that has a located postcode or city. */
final class RegionMiddles {
    private final Map<String, Spot> spots = new HashMap<>();

    void add(String country, String region, double latitude, double longitude) {
        spots.computeIfAbsent(country + "-" + region, key -> new Spot()).add(latitude, longitude);
    }

    Optional<Located> find(String country, String region) {
        return Optional.ofNullable(spots.get(country + "-" + region)).map(spot -> spot.mean(Precision.REGION));
    }
}

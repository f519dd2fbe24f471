package wharf.geography;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Centres and time zones of US ZIP codes: flat arrays by number, about 1 MB, no search. */
final class UsZips {
    /** USPS moves military mail through these gateways (Domestic Mail Manual 703.2), and the sender pays to there. */
    private static final Map<String, Located> GATEWAYS = Map.of(
            "AE", new Located(40.6413, -73.7781, Precision.REGION), // New York JFK
            "AA", new Located(25.7959, -80.2870, Precision.REGION), // Miami
            "AP", new Located(37.6213, -122.3790, Precision.REGION)); // San Francisco

    private final float[] latitudes = new float[100_000];
    private final float[] longitudes = new float[100_000];
    private final byte[] zones = new byte[100_000];
    private final List<@Nullable ZoneId> zoneList = new ArrayList<>();
    private final Spot[] byThreeDigits = new Spot[1000];

    /** Reads the table and adds every ZIP to the middle of its state. */
    UsZips(RegionMiddles middles) {
        Arrays.fill(latitudes, Float.NaN);
        Arrays.setAll(byThreeDigits, i -> new Spot());
        zoneList.add(null);
        var zoneNames = new ArrayList<String>(List.of(""));
        Table.read("us_zip.tsv.gz", row -> {
            var zip = Integer.parseInt(row[0]);
            zones[zip] = (byte) zoneIndex(row[4], zoneNames);
            if (!GATEWAYS.containsKey(row[1])) {
                place(zip, Float.parseFloat(row[2]), Float.parseFloat(row[3]));
                middles.add("US", row[1], latitudes[zip], longitudes[zip]);
            }
        });
        GATEWAYS.forEach((state, at) -> middles.add("US", state, at.latitude(), at.longitude()));
    }

    /** The ZIP itself, or the gateway of a military one. */
    Optional<Located> find(String postcode) {
        var zip = zipOf(postcode);
        if (zip < 0) {
            return Optional.empty();
        }
        return Float.isNaN(latitudes[zip])
                ? military(zip)
                : Optional.of(new Located(latitudes[zip], longitudes[zip], Precision.POSTCODE));
    }

    /** The mean of the known ZIPs with the same first three digits: one postal sorting centre's area. */
    Optional<Located> near(String postcode) {
        var zip = zipOf(postcode);
        return zip < 0 || byThreeDigits[zip / 100].isEmpty()
                ? Optional.empty()
                : Optional.of(byThreeDigits[zip / 100].mean(Precision.REGION));
    }

    Optional<ZoneId> zone(String postcode) {
        var zip = zipOf(postcode);
        return zip < 0 ? Optional.empty() : Optional.ofNullable(zoneList.get(zones[zip]));
    }

    private static Optional<Located> military(int zip) {
        var prefix = zip / 100;
        if (prefix >= 90 && prefix <= 99) {
            return Optional.ofNullable(GATEWAYS.get("AE"));
        }
        if (prefix == 340) {
            return Optional.ofNullable(GATEWAYS.get("AA"));
        }
        return prefix >= 962 && prefix <= 966 ? Optional.ofNullable(GATEWAYS.get("AP")) : Optional.empty();
    }

    /** The number of a ZIP or ZIP+4, or −1. */
    static int zipOf(String postcode) {
        var plus4 = postcode.length() == 10 || postcode.length() == 9;
        if (postcode.length() != 5 && !plus4) {
            return -1;
        }
        var number = 0;
        for (var i = 0; i < 5; i++) {
            var digit = postcode.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private void place(int zip, float latitude, float longitude) {
        latitudes[zip] = latitude;
        longitudes[zip] = longitude;
        byThreeDigits[zip / 100].add(latitude, longitude);
    }

    private int zoneIndex(String name, List<String> names) {
        var index = names.indexOf(name);
        if (index < 0) {
            names.add(name);
            zoneList.add(ZoneId.of(name));
            index = names.size() - 1;
        }
        return index;
    }
}

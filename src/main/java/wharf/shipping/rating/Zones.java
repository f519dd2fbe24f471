package wharf.shipping.rating;

import java.util.Set;

/**
 * The zone of a way where no carrier's table is loaded: by great-circle miles inside the United States (2 ≤ 150, 3 ≤ 300, 4 ≤ 600,
 * 5 ≤ 1000, 6 ≤ 1400, 7 ≤ 1800, 8 beyond, 9 territories) and by region of the world elsewhere (11 to 15, a demo division).
 */
public final class Zones {
    public static final int FARTHEST_DOMESTIC = 8;
    public static final int TERRITORIES = 9;
    public static final int CANADA = 11;
    public static final int MEXICO = 12;
    public static final int CENTRAL_AMERICA = 13;
    public static final int SOUTH_AMERICA = 14;
    public static final int REST_OF_WORLD = 15;

    private static final int[] UP_TO_MILES = {150, 300, 600, 1000, 1400, 1800};
    private static final int NEAREST = 2;
    private static final double EARTH_RADIUS_MILES = 3958.7613;
    private static final Set<String> CENTRAL = Set.of(
            "BZ", "GT", "SV", "HN", "NI", "CR", "PA", "CU", "DO", "HT", "JM", "BS", "BB", "TT", "AG", "DM", "GD", "KN",
            "LC", "VC", "AW", "CW", "KY", "TC", "VG", "BM", "GP", "MQ");
    private static final Set<String> SOUTH =
            Set.of("AR", "BO", "BR", "CL", "CO", "EC", "GY", "PE", "PY", "SR", "UY", "VE", "GF");

    private Zones() {}

    /** The zone of a parcel on this way. A position nobody knows is taken as far away, so that a quote is never too low. */
    public static int between(Place from, Place to) {
        if (from.isUnitedStates() && to.isUnitedStates()) return unitedStates(from, to);
        if (from.country().equals(to.country())) return byDistance(from, to);
        return abroad(to.country());
    }

    /** Whether a zone lies in the origin's own country. */
    public static boolean isDomestic(int zone) {
        return zone <= TERRITORIES;
    }

    /** Great-circle distance in statute miles (haversine on a sphere of 3958.7613 miles). */
    public static double miles(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        double dLat = Math.toRadians(toLatitude - fromLatitude);
        double dLon = Math.toRadians(toLongitude - fromLongitude);
        double a = Math.pow(Math.sin(dLat / 2), 2)
                + Math.cos(Math.toRadians(fromLatitude))
                        * Math.cos(Math.toRadians(toLatitude))
                        * Math.pow(Math.sin(dLon / 2), 2);
        return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    private static int unitedStates(Place from, Place to) {
        return from.isTerritory() || to.isTerritory() ? TERRITORIES : byDistance(from, to);
    }

    private static int byDistance(Place from, Place to) {
        if (from.latitude() == null || from.longitude() == null || to.latitude() == null || to.longitude() == null)
            return FARTHEST_DOMESTIC;
        double miles = miles(from.latitude(), from.longitude(), to.latitude(), to.longitude());
        for (int i = 0; i < UP_TO_MILES.length; i++) if (miles <= UP_TO_MILES[i]) return NEAREST + i;
        return FARTHEST_DOMESTIC;
    }

    private static int abroad(String country) {
        return switch (country) {
            case "CA" -> CANADA;
            case "MX" -> MEXICO;
            default -> {
                if (CENTRAL.contains(country)) yield CENTRAL_AMERICA;
                yield SOUTH.contains(country) ? SOUTH_AMERICA : REST_OF_WORLD;
            }
        };
    }
}

package wharf.geography;

/**
 * Great-circle distance by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68(2),
 * 1984) on a sphere of the mean Earth radius R1 = 6371.0088 km (IUGG; H. Moritz, "Geodetic Reference System 1980",
 * Journal of Geodesy 74, 2000). Against the ellipsoid it is off by at most 0.6 %.
 */
public final class Distance {
    private static final double EARTH_RADIUS_KM = 6371.0088;
    private static final double KM_PER_MILE = 1.609344;

    private Distance() {}

    /** Statute miles between two points; symmetric, zero for equal points. */
    public static double miles(Located from, Located to) {
        return kilometres(from, to) / KM_PER_MILE;
    }

    /** Kilometres between two points. */
    public static double kilometres(Located from, Located to) {
        var phi1 = Math.toRadians(from.latitude());
        var phi2 = Math.toRadians(to.latitude());
        var sinLat = Math.sin((phi2 - phi1) / 2);
        var sinLon = Math.sin(Math.toRadians(to.longitude() - from.longitude()) / 2);
        var haversine = sinLat * sinLat + Math.cos(phi1) * Math.cos(phi2) * sinLon * sinLon;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
    }
}

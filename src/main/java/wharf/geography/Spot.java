package wharf.geography;

/** A running mean of points, for the middle of a region. Good away from the 180th meridian. */
final class Spot {
    private double latitudes;
    private double longitudes;
    private int count;

    void add(double latitude, double longitude) {
        latitudes += latitude;
        longitudes += longitude;
        count++;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Located mean(Precision precision) {
        return new Located(latitudes / count, longitudes / count, precision);
    }
}

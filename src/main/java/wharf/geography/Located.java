package wharf.geography;

/**
 * A point on Earth and how exactly it is known.
 *
 * @param latitude degrees north, −90 to 90
 * @param longitude degrees east, −180 to 180
 */
public record Located(double latitude, double longitude, Precision precision) {
    public Located {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("Not a point on Earth: " + latitude + ", " + longitude);
        }
    }
}

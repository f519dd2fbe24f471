package wharf.feedback;

/** What the published reviews of an item come to. @param average 1 to 5 */
public record Rating(int count, double average) {
    public static final Rating NONE = new Rating(0, 0);

    /** Whole stars, for a picture. */
    public int rounded() {
        return (int) Math.round(average);
    }
}

package wharf.yours;

/**
 * Taking a trial's orders in for real.
 *
 * @param assumedItems items whose size is only assumed are created too, with a note to measure them
 * @param shippedToo orders that the source calls shipped are taken as well
 */
public record Taking(
        boolean running,
        boolean assumedItems,
        boolean shippedToo,
        int last,
        int taken,
        int known,
        int refused,
        int items) {
    static Taking started(boolean assumedItems, boolean shippedToo) {
        return new Taking(true, assumedItems, shippedToo, 0, 0, 0, 0, 0);
    }
}

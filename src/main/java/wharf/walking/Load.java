package wharf.walking;

import java.util.List;

/**
 * What has to be picked together for one order.
 *
 * @param id the caller's name for the order
 * @param stops in any order; of whatever type the tour length understands
 * @param size how much of a picker's capacity it takes: items, volume or totes
 */
public record Load<S>(String id, List<S> stops, int size) {
    public Load {
        stops = List.copyOf(stops);
        if (size < 0) {
            throw new IllegalArgumentException("Order " + id + " has a negative size: " + size);
        }
    }
}

package wharf.platform;

import java.util.Collection;
import java.util.List;

/**
 * Something about the whole operation that is counted in the database for whoever watches Wharf from outside. A module declares one as a bean.
 *
 * @param name of the gauge, such as {@code wharf.orders}
 * @param query has a column {@code value}; each other column is a label and may have few different values. It runs every few seconds on every
 *     node: one that stays cheap however much there is
 * @param label whose {@code values} are always told; where the query has no row with one of them, it is 0: what is not told cannot be told
 *     from what is not watched
 */
public record Measure(String name, String description, String query, String label, List<String> values) {
    public Measure {
        values = List.copyOf(values);
    }

    public Measure(String name, String description, String query) {
        this(name, description, query, "", List.of());
    }

    /** The same, with 0 for each of these values of its only label that the query does not tell. */
    public Measure each(String ofLabel, Collection<String> known) {
        return new Measure(name, description, query, ofLabel, List.copyOf(known));
    }
}

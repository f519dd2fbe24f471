package wharf.platform;

/**
 * Something about the whole operation that is counted in the database for whoever watches Wharf from outside. A module declares one as a bean.
 *
 * @param name of the gauge, such as {@code wharf.orders}
 * @param query has a column {@code value}; each other column is a label and may have few different values. It runs every few seconds on every
 *     node: one that stays cheap however much there is
 */
public record Measure(String name, String description, String query) {}

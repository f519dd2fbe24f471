package wharf.platform;

/**
 * A page in the console's menu. A module declares one as a bean beside the screen it leads to, so that a page appears exactly when it exists.
 *
 * @param order where it stands in its section, smallest first
 * @param path absolute, such as {@code /orders}
 * @param authority one of {@link wharf.shared.Authority}; who lacks it does not see the entry
 */
public record MenuEntry(Section section, int order, String label, String path, String authority) {
    public MenuEntry {
        if (!path.startsWith("/")) throw new IllegalArgumentException("not an absolute path: " + path);
    }

    /** The parts of the menu, in order. */
    public enum Section {
        OVERVIEW(""),
        ORDERS("Orders"),
        STOCK("Stock"),
        WAREHOUSE("Warehouse"),
        SHOPPERS("Shoppers"),
        SETTINGS("Settings");

        private final String label;

        Section(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}

package wharf.platform;

/**
 * A page in the console's menu. A module declares one as a bean beside the screen it leads to, so that a page appears exactly when it exists.
 * Places taken: Home 0, Orders 10, Stock 20, Waves 30, Exceptions 40, Floor 50, Pack 55, Ship 60, Manifests 70, Parcels 80, Printers 90, Items 100,
 * Warehouses 110, Check 120, Settings 130.
 *
 * @param order where it stands, smallest first
 * @param path absolute, such as {@code /orders}
 * @param authority one of {@link wharf.shared.Authority}; who lacks it does not see the entry
 */
public record MenuEntry(int order, String label, String path, String authority) {
    public MenuEntry {
        if (!path.startsWith("/")) throw new IllegalArgumentException("not an absolute path: " + path);
    }
}

package wharf.platform;

import java.util.function.LongSupplier;

/**
 * Something on the home page that needs a person. A module declares one as a bean.
 *
 * @param order where it stands, smallest first
 * @param link the list that shows what was counted
 * @param authority one of {@link wharf.shared.Authority}; who lacks it does not see the tile
 * @param severity how it looks while the count is not zero
 * @param count asked on every visit, in the visitor's scope and in a read-only transaction: one indexed query
 */
public record HomeTile(int order, String label, String link, String authority, Severity severity, LongSupplier count) {
    public enum Severity {
        INFO,
        WARNING,
        DANGER
    }
}

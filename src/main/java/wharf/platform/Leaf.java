package wharf.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list on a screen, which can be turned both ways.
 *
 * @param before sent as {@code before} it gives the page before this one; null on the first
 * @param after sent as {@code after} it gives the page that follows; null on the last
 */
public record Leaf<T>(
        List<T> items, @Nullable String before, @Nullable String after) {
    public Leaf {
        items = List.copyOf(items);
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }
}

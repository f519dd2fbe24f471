package wharf.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * Which rows of a list read by keyset are asked for: the first ones, those that follow a row, or those that come before one.
 *
 * @param from the row's sort key; null for the start of the list
 * @param back whether to read against the list's order, from {@code from} towards the start
 */
public record Turn(@Nullable Cursor from, boolean back) {
    public static final Turn START = new Turn(null, false);

    /**
     * Reads the parameters {@code after} and {@code before} of a screen.
     *
     * @param parts how many values the list's cursor has
     */
    public static Turn of(@Nullable String after, @Nullable String before, int parts) {
        var later = Cursor.decode(after, parts);
        var earlier = Cursor.decode(before, parts);
        if (later != null && earlier != null)
            throw Refusal.invalid(List.of(Problem.of(
                    "contradiction", "before", before, "Ask for what comes after a row or before one, not both.")));
        return earlier == null ? new Turn(later, false) : new Turn(earlier, true);
    }

    public static Turn after(@Nullable Cursor cursor) {
        return new Turn(cursor, false);
    }

    /**
     * Cuts a screen's page out of rows read in this direction with {@code limit + 1}.
     *
     * @param cursor the cursor that stands for a row
     */
    public <T> Leaf<T> cut(List<T> rows, int limit, Function<T, String> cursor) {
        boolean more = rows.size() > limit;
        var cut = more ? rows.subList(0, limit) : rows;
        var items = back ? cut.reversed() : cut;
        if (items.isEmpty()) return new Leaf<>(List.of(), null, null);
        boolean earlier = back ? more : from != null;
        boolean later = back || more;
        return new Leaf<>(
                items, earlier ? cursor.apply(items.getFirst()) : null, later ? cursor.apply(items.getLast()) : null);
    }
}

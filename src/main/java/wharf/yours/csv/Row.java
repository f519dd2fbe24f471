package wharf.yours.csv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, or what stands in its place when it cannot be read.
 *
 * @param line where it begins, counted from 1 as an editor does
 * @param fault why it cannot be read; null when it can
 * @param remark what was mended; null when nothing had to be
 */
public record Row(
        long line,
        List<String> cells,
        @Nullable String fault,
        @Nullable String remark) {
    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}

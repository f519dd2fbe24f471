package wharf.platform.list;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Filters;

/**
 * One page of a list, ready to be drawn. For templates.
 *
 * @param total how many rows match; null when that is counted after the page was sent
 * @param tabs the views kept of the list
 * @param choices all columns, for who wants to choose
 * @param address where the page stands with its filters, for a list opened by its default view
 */
public record ListPage(
        String name,
        String title,
        String path,
        Listing.Words words,
        Filters filters,
        List<ShownFilter> shownFilters,
        List<Head> heads,
        List<Line> lines,
        @Nullable String before,
        @Nullable String after,
        @Nullable String total,
        List<Tab> tabs,
        List<Choice> choices,
        List<Action> actions,
        String address) {

    /** A filter with its value and its options; empty options for a field to type in. */
    public record ShownFilter(Filter filter, String value, List<Filter.Option> options) {}

    public record Head(String label, boolean numeric) {}

    public record Line(String key, String label, List<Cell> cells) {}

    /**
     * @param own whether the visitor made it, and so may remove it
     * @param standard opens when the visitor opens the list
     */
    public record Tab(
            UUID id,
            String name,
            String address,
            boolean current,
            boolean own,
            boolean shared,
            boolean standard,
            String owner) {}

    public record Choice(String name, String label, boolean shown) {}

    public record Action(String name, String label) {}

    /** Whether the filters are those of a view, so that there is nothing to keep. */
    public boolean isKept() {
        return filters.none() || tabs.stream().anyMatch(Tab::current);
    }

    public boolean selectable() {
        return !actions.isEmpty() && !lines.isEmpty();
    }

    /** The export of exactly these rows, all of them. */
    public String csv() {
        return path + ".csv" + filters.query();
    }
}

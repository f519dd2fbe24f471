package wharf.platform.list;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Something that can be done to rows chosen in a list. */
public interface ListAction {
    /** Unique, such as {@code hold-orders}. */
    String name();

    /** The list it is offered in. */
    String list();

    /** What the button says, such as {@code Put on hold}. */
    String label();

    /** Who may; one of {@link wharf.shared.Authority}. */
    String authority();

    /** What people call the rows, by key; those that the caller may not see are absent. */
    Map<String, String> names(List<String> keys);

    /** Where a row's own page is. */
    String path(String key);

    /** Where the rows' own pages are, by key; to be asked for all at once where a key alone does not tell. */
    default Map<String, String> paths(List<String> keys) {
        return keys.stream().distinct().collect(Collectors.toMap(key -> key, this::path));
    }

    /** Where it stands among the actions of its list, smallest first. */
    default int order() {
        return 100;
    }
}

package wharf.platform.list;

import java.util.List;
import java.util.function.Supplier;

/**
 * One way to narrow a list: a field to type in, or, where there are options, a choice.
 *
 * @param name the parameter in the list's address
 * @param hint an example, or for a choice the name of no choice
 */
public record Filter(String name, String label, Kind kind, String hint, Supplier<List<Option>> options) {
    public enum Kind {
        /** The one to search by, where {@code /} leads. */
        SEARCH,
        TEXT,
        CHOICE,
        /** A choice that is offered only where there is more than one option. */
        CHOICE_OF_SEVERAL
    }

    /** @param value as it stands in the address */
    public record Option(String value, String label) {}
}

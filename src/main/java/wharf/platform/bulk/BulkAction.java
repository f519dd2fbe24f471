package wharf.platform.bulk;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.list.Filter;
import wharf.platform.list.ListAction;
import wharf.shared.Ids;
import wharf.shared.Refusal;

/**
 * Something that can be done to many rows of a list at once. Each row is done, or refused, by itself. Applied and undone in the transaction
 * that writes down that it was, so a row is done exactly once, whatever dies in between.
 */
public interface BulkAction extends ListAction {
    /** What has to be known before: a reason, a service. */
    record Question(String name, String label, String hint, boolean required, List<Filter.Option> options) {
        public static Question reason() {
            return new Question("reason", "Reason", "Kept in the history of each", true, List.of());
        }
    }

    /** One line of what would be done. */
    record Figure(String label, String value) {}

    default List<Question> questions() {
        return List.of();
    }

    /** Cannot be undone and hurts: whoever starts it types how many rows it is about. */
    default boolean isTyped() {
        return false;
    }

    /** Refuses answers that cannot be. */
    default void check(Map<String, String> answers) {}

    /** What people call the rows, by key; those that the caller may not see are absent. */
    Map<String, String> names(List<String> keys);

    /** Where a row's own page is. */
    String path(String key);

    /** What would be done, in sums; changes nothing. Called with some hundreds of keys at a time, and the figures of one label added up. */
    default Sums preview(List<String> keys, Map<String, String> answers) {
        return new Sums();
    }

    /**
     * Does it to one row, in the caller's transaction.
     *
     * @return what {@link #undo} has to know; null where it cannot be undone
     * @throws Refusal when it cannot be done to this row; the others go on
     */
    default @Nullable String apply(String key, Map<String, String> answers) {
        throw new UnsupportedOperationException(name() + " does some rows at a time");
    }

    /** Whether it can be undone at all. */
    default boolean canUndo() {
        return false;
    }

    /** Takes it back, as far as the row has not moved on since; refuses otherwise. */
    default void undo(String key, String how) {
        throw new UnsupportedOperationException(name() + " cannot be undone");
    }

    /** Whether rows are done some at a time by {@link #applyTogether} instead of one by one. */
    default boolean isTogether() {
        return false;
    }

    /**
     * Does it to some rows at once, outside any transaction. After a crash it is done again: it must look at the rows' state, and take one that
     * is as wanted for done.
     *
     * @return why it could not be done, by key
     */
    default Map<String, String> applyTogether(List<String> keys, Map<String, String> answers) {
        throw new UnsupportedOperationException(name() + " does one row at a time");
    }

    /** A key that is an id; refuses others. */
    static UUID id(String what, String key) {
        try {
            return Ids.parse(key);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound(what, key);
        }
    }
}

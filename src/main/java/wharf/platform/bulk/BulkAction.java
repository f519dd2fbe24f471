package wharf.platform.bulk;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.list.Filter;
import wharf.platform.list.ListAction;
import wharf.shared.Ids;
import wharf.shared.Refusal;

/** Something that can be done to many rows of a list at once. Each row is done, or refused, by itself. It is of one of three kinds. */
public sealed interface BulkAction extends ListAction {
    /**
     * Done to one row after the other, for good. Done in the transaction that writes down that it was, so a row is done exactly once, whatever
     * dies in between.
     */
    non-sealed interface Final extends BulkAction {
        /**
         * Does it to one row, in the caller's transaction.
         *
         * @throws Refusal when it cannot be done to this row; the others go on
         */
        void apply(String key, Map<String, String> answers);
    }

    /** As {@link Final}, and can be taken back. */
    non-sealed interface Undoable extends BulkAction {
        /**
         * Does it to one row, in the caller's transaction.
         *
         * @return what {@link #undo} has to know; null where this row cannot be taken back
         * @throws Refusal when it cannot be done to this row; the others go on
         */
        @Nullable
        String apply(String key, Map<String, String> answers);

        /**
         * Takes it back, in the caller's transaction; refuses where the row has moved on since.
         *
         * @param answers those it was done with
         * @param how what {@link #apply} has answered
         */
        void undo(String key, Map<String, String> answers, String how);
    }

    /** Done to some rows at a time, where they are better done together. */
    non-sealed interface Together extends BulkAction {
        /**
         * Does it to some rows at once, outside any transaction. After a crash it is done again: it must look at the rows' state, and take one
         * that is as wanted for done.
         *
         * @return why it could not be done, by key
         */
        Map<String, String> apply(List<String> keys, Map<String, String> answers);
    }

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

    /** What would be done, in sums; changes nothing. Called with some hundreds of keys at a time, and the figures of one label added up. */
    default Sums preview(List<String> keys, Map<String, String> answers) {
        return new Sums();
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

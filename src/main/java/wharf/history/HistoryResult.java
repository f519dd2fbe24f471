package wharf.history;

import java.util.List;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/** What became of one order of the past. */
public sealed interface HistoryResult {
    record Imported(OrderId id, long number) implements HistoryResult {}

    /** It is there already, imported or taken; nothing was changed. */
    record Known(OrderId id, long number) implements HistoryResult {}

    /** Nothing of it was written. */
    record Refused(List<Problem> problems) implements HistoryResult {}
}

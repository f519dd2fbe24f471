package wharf.order;

import java.util.List;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/** What became of one order handed in. */
public sealed interface IntakeResult {
    /** Taken: durable, with its stock reserved. {@code backordered} units wait for stock. */
    record Accepted(OrderId id, long number, int backordered) implements IntakeResult {}

    /** Known already in this or a later revision: nothing changed. */
    record Replayed(OrderId id, long number) implements IntakeResult {}

    /**
     * A later revision of a known order: kept, and applied at once as far as the order still can be changed. What came of it is in the order's
     * revisions and on its timeline; what could not be done holds the order for a person.
     */
    record Revising(OrderId id, long number, int revision) implements IntakeResult {}

    /** Not taken, nothing kept. */
    record Refused(Reason reason, List<Problem> problems) implements IntakeResult {}

    /** Why an order is not taken. */
    enum Reason {
        INVALID,
        SOLD_OUT,
        CONFLICT,
        BUSY,
        FAULT;

        /** Whether the same order may be taken if it is handed in again. */
        public boolean passes() {
            return switch (this) {
                case BUSY, FAULT -> true;
                case INVALID, SOLD_OUT, CONFLICT -> false;
            };
        }
    }
}

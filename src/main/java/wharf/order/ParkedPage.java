package wharf.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/**
 * A parked message with all that became of it.
 *
 * @param mendable whether its text can be mended and taken again now
 * @param takeable whether it can be taken again now as it is
 * @param text its last version, to be mended
 * @param reasons what is wrong with that
 * @param order that the channel's id names by now; null when there is none
 * @param versions newest first, the last twenty at most
 */
public record ParkedPage(
        ParkedMessages.Parked message,
        boolean mendable,
        boolean takeable,
        String text,
        List<Reason> reasons,
        ParkedMessages.@Nullable Taken order,
        List<Version> versions) {

    /**
     * One thing that is wrong.
     *
     * @param line of the text, from 1; null when it is about none
     */
    public record Reason(Problem problem, @Nullable Integer line) {}

    /**
     * What the message said.
     *
     * @param mended by a person; otherwise its channel sent it so
     * @param changes since the version before, the first two hundred; null for the first, and where one of the two cannot be read
     * @param tries to take it, newest first
     */
    public record Version(
            int number,
            boolean mended,
            String by,
            Instant at,
            String text,
            @Nullable List<Change> changes,
            List<Try> tries) {}

    /** One field that differs from the version before; null where it was not there, or is not any more. */
    public record Change(
            String field, @Nullable String was, @Nullable String is) {}

    /** One try: it became an order, or why it could not. */
    public record Try(Instant at, String by, @Nullable OrderId order, List<Problem> problems) {}
}

package wharf.insight;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one order adds to the roll-ups; kept beside the order, so that it can be taken back when the order's story goes on. Kept as JSON in
 * the spelling of columns: names of one word stay as they are.
 */
record Contribution(
        @Nullable UUID site,
        String channel,
        List<Amount> amounts,
        List<Span> spans,
        List<Named> names,
        List<Mark> marks) {
    static final Contribution NONE = new Contribution(null, "", List.of(), List.of(), List.of(), List.of());

    /** @param currency empty for what is counted */
    record Amount(LocalDate day, String currency, Measure measure, long value) {}

    /** How long a step took. */
    record Span(Step step, LocalDate day, long seconds) {}

    enum Kind {
        RETURN_REASON,
        CASE_REASON,
        CARRIER
    }

    record Named(Kind kind, LocalDate day, String name, long n, long good) {}

    /** Work of a person in five minutes, told by when they begin. */
    record Mark(UUID site, String person, Labour step, long slot, LocalDate day, long units) {}

    /** Steps of work that are timed. */
    enum Labour {
        PICK,
        PACK
    }
}

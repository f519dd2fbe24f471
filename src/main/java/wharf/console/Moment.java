package wharf.console;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import wharf.platform.Decision;

/**
 * One entry of a timeline: what happened, or what was decided. For templates.
 *
 * @param text one sentence for people
 * @param details figures that the sentence does not hold, by name
 * @param decision the choice with its candidates; null for a fact
 */
public record Moment(
        Instant at,
        String text,
        String actor,
        @Nullable String reason,
        Map<String, String> details,
        @Nullable Decision decision) {}

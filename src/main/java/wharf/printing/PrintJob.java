package wharf.printing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job as people see it.
 *
 * @param state {@code QUEUED}, {@code SENT} (handed to the printer; raw port 9100 confirms no more than that), {@code CANCELLED}; of a printer
 *     behind an agent also {@code OFFERED}, {@code LEASED} (fetched), {@code WRITING} and {@code UNKNOWN} (a person has to look)
 * @param copyOf the job it repeats; null for a first print
 * @param problem why it is still waiting; null when nothing is wrong
 */
public record PrintJob(
        UUID id,
        UUID subject,
        String title,
        String state,
        @Nullable UUID copyOf,
        @Nullable String printer,
        @Nullable String problem,
        Instant createdAt,
        @Nullable Instant sentAt) {}

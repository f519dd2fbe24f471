package wharf.printing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job an agent has fetched, with all it needs to print it.
 *
 * @param lease goes with everything said about the job; who has another one is not heard any more
 * @param path of an IPP printer
 */
public record AgentJob(
        UUID id,
        UUID lease,
        String title,
        UUID printer,
        Printer.Kind kind,
        @Nullable String host,
        int port,
        String path,
        byte[] content) {}

package wharf.devices.agent;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.printing.AgentJob;

/** What agent and server say to each other, as JSON. */
public final class Messages {
    /** In the header {@code Authorization}, before the agent's secret. */
    public static final String SCHEME = "Agent ";
    /** How long the server keeps a question for work open. */
    public static final int LONGEST_WAIT_SECONDS = 20;

    private Messages() {}

    /** Brings the code that a manager made. */
    public record Join(
            @NotBlank @Size(max = 100) String code,
            @NotBlank @Size(max = 300) String software) {}

    /** Let in. @param secret what the agent is known by from now on */
    public record Joined(UUID agent, String name, String site, String secret) {
        @Override
        public String toString() {
            return "Joined[" + agent + ", " + name + "]";
        }
    }

    /**
     * Asks for work.
     *
     * @param holding what the agent has fetched and not done yet; of everything else it was given the answer got lost
     */
    public record Asking(
            @NotNull @Size(max = 10_000) Set<UUID> holding,
            @Min(0) @Max(LONGEST_WAIT_SECONDS) int waitSeconds) {}

    /** What there is to do; nothing when the time was over. */
    public record Work(List<AgentJob> jobs, List<Weighing> weighings) {
        public boolean nothing() {
            return jobs.isEmpty() && weighings.isEmpty();
        }
    }

    /** Somebody wants to know what lies on a scale. */
    public record Weighing(UUID id, ScaleKind kind, String host, int port) {}

    /** About to send the first byte. */
    public record Start(@NotNull UUID lease) {}

    /** What came of a job. */
    public enum Result {
        /** The printer took all of it. */
        SENT,
        /** No byte has left. */
        NOT_BEGUN,
        /** Bytes have left; who knows how many arrived. */
        UNKNOWN
    }

    /** @param problem why; null when it was sent */
    public record Outcome(
            @NotNull UUID lease,
            @NotNull Result result,
            @Nullable @Size(max = 500) String problem) {}

    /** @param counted false when it was known already, or is another's by now */
    public record Taken(boolean counted) {}

    /** @param grams null when the scale gave no weight: then the problem says why */
    public record Weight(
            @Nullable @Min(0) @Max(2_000_000) Integer grams,
            @Nullable @Size(max = 500) String problem) {}
}

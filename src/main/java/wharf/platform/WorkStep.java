package wharf.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One kind of background work, done in batches by any node. The order of the day is at-least-once: a step must guard what it applies by
 * state or version, so that a second run after a crash changes nothing. It computes and calls the outside world without a transaction and
 * applies in short ones of its own; it runs in {@link Context#background}.
 */
public interface WorkStep {
    /** Unique name, upper case, such as {@code ROUTE}. */
    String name();

    /** How many subjects one claim takes at most. */
    default int batchSize() {
        return 64;
    }

    /** How long a claim is ours before another node may take it over; longer than the slowest batch. */
    default Duration lease() {
        return Duration.ofSeconds(60);
    }

    /** Whether it waits for computers of others, which may be slow: then workers of their own run it, and no other step waits behind it. */
    default boolean isApart() {
        return false;
    }

    /** Does the work. Subjects not mentioned in the result are done and leave the queue; throwing returns the whole batch to it. */
    Result run(List<UUID> subjects);

    /** Which subjects have to come again, when and why. */
    record Result(Map<UUID, Later> later) {
        public static final Result DONE = new Result(Map.of());

        public static Result later(Map<UUID, Later> later) {
            return new Result(Map.copyOf(later));
        }
    }

    /** Not finished: to be looked at again at {@code dueAt} (system time). {@code note} is shown to people. */
    record Later(Instant dueAt, String note) {}
}

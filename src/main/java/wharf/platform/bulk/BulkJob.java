package wharf.platform.bulk;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job and how far it has come. For templates and the API.
 *
 * @param label what it does, such as {@code Put on hold}
 * @param startedBy who started it
 * @param undoOf the job it takes back
 * @param undoneBy the job that takes it back
 * @param undoable whether any of it can be taken back now
 */
public record BulkJob(
        UUID id,
        String list,
        String action,
        String label,
        State state,
        String startedBy,
        Map<String, String> answers,
        @Nullable UUID undoOf,
        @Nullable UUID undoneBy,
        boolean undoable,
        int total,
        int waiting,
        int done,
        int refused,
        int skipped,
        Instant createdAt,
        @Nullable Instant finishedAt) {
    public enum State {
        RUNNING,
        FINISHED,
        /** Stopped by a person: what was done stays done, the rest was left alone. */
        CANCELLED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    public int looked() {
        return total - waiting;
    }

    /** A row that the job was about. @param reason why it was refused, and what to do about it */
    public record Item(
            String key,
            String name,
            String path,
            ItemState state,
            @Nullable String reason) {}

    public enum ItemState {
        WAITING,
        DONE,
        REFUSED,
        /** Left alone, since the job was cancelled. */
        SKIPPED
    }
}

package wharf.yours;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import wharf.platform.WorkStep;

/** Long work on one trial at a time, done in stretches so that other work has its turn in between. */
interface Stretches extends WorkStep {
    /** Goes on with the trial for a stretch; whether there is more to do. One that is gone has nothing to do. */
    boolean stretch(UUID trial);

    @Override
    default int batchSize() {
        return 1;
    }

    @Override
    default Duration lease() {
        return Duration.ofMinutes(2);
    }

    @Override
    default Result run(List<UUID> trials) {
        return Result.later(trials.stream()
                .filter(this::stretch)
                .collect(Collectors.toMap(trial -> trial, trial -> new Later(Instant.EPOCH, "goes on"))));
    }
}

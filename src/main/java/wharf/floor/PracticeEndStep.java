package wharf.floor;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.platform.WorkStep;
import wharf.shared.WarehouseId;

/** Clears away what was practised on at a site, until nothing of it is left. The subjects are sites. */
@Component
class PracticeEndStep implements WorkStep {
    static final String NAME = "PRACTICE_END";
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final PracticeEnd end;

    PracticeEndStep(PracticeEnd end) {
        this.end = end;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int batchSize() {
        return 1;
    }

    @Override
    public Result run(List<UUID> sites) {
        Map<UUID, Later> later = new HashMap<>();
        for (var site : sites) {
            end.clear(new WarehouseId(site));
            if (end.isLeft(new WarehouseId(site)))
                later.put(site, new Later(Instant.now().plus(AGAIN), "Somebody practises."));
        }
        return Result.later(later);
    }
}

package wharf.floor;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of the hours at work, in the zone of its site, with what was corrected in it. For templates. */
public record HoursRow(WorkPeriod period, ZoneId zone, List<WorkHours.Change> changes) {
    public HoursRow {
        changes = List.copyOf(changes);
    }

    public LocalDateTime start() {
        return at(period.startedAt());
    }

    public @Nullable LocalDateTime end() {
        var ended = period.endedAt();
        return ended == null ? null : at(ended);
    }

    public LocalDateTime at(Instant time) {
        return LocalDateTime.ofInstant(time, zone).withNano(0).withSecond(0);
    }
}

package wharf.shipping.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wharf.shipping.ParcelState;

/**
 * A parcel's events in the order in which they happened, and what follows from them. The same events make the same journey, whatever the
 * order in which they came.
 */
public record Journey(List<TrackingEvent> events) {
    public Journey {
        events = events.stream().distinct().sorted(TrackingEvent.IN_ORDER).toList();
    }

    public static Journey of(Collection<TrackingEvent> events) {
        return new Journey(List.copyOf(events));
    }

    /**
     * The state of a parcel that has left. The last word on delivered or returned counts, whatever was reported besides: carriers go on
     * scanning. Otherwise a parcel is lost if that is the last that was heard, in trouble if that is the last, or if it is on its way back.
     */
    public ParcelState state() {
        for (var event : events.reversed()) {
            if (event.milestone() == Milestone.DELIVERED) return ParcelState.DELIVERED;
            if (event.milestone() == Milestone.RETURNED_TO_SENDER) return ParcelState.RETURNED_TO_SENDER;
        }
        if (events.isEmpty()) return ParcelState.SHIPPED;
        var last = events.getLast().milestone();
        if (last == Milestone.LOST) return ParcelState.LOST;
        boolean trouble = last == Milestone.EXCEPTION || reached().containsKey(Milestone.RETURNING);
        return trouble ? ParcelState.EXCEPTION : ParcelState.SHIPPED;
    }

    /** The event that says where the parcel is: the one that ended its way, or the last. */
    public Optional<TrackingEvent> latest() {
        var end = switch (state()) {
            case DELIVERED -> Milestone.DELIVERED;
            case RETURNED_TO_SENDER -> Milestone.RETURNED_TO_SENDER;
            default -> null;
        };
        return events.reversed().stream()
                .filter(event -> end == null || event.milestone() == end)
                .findFirst();
    }

    /** When each milestone was first reached. */
    public Map<Milestone, Instant> reached() {
        var reached = new EnumMap<Milestone, Instant>(Milestone.class);
        events.forEach(event -> reached.putIfAbsent(event.milestone(), event.occurredAt()));
        return reached;
    }

    /** The carrier's last word on when it will deliver. */
    public @Nullable LocalDate expectedBy() {
        return events.reversed().stream()
                .map(TrackingEvent::expectedBy)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}

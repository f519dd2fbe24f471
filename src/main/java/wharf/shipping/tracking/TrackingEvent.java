package wharf.shipping.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a parcel, as its carrier reports it.
 *
 * @param code the carrier's own
 * @param text the carrier's own words
 * @param place town, region and country as people write them
 * @param expectedBy the day the carrier then expected to deliver
 * @param heard how we know
 */
public record TrackingEvent(
        Milestone milestone,
        Instant occurredAt,
        String code,
        String text,
        @Nullable String place,
        @Nullable LocalDate expectedBy,
        Heard heard) {

    /** By the carrier's own call, by asking it, or from a person. */
    public enum Heard {
        WEBHOOK,
        POLL,
        PERSON,
        /** Of a parcel that left before Wharf. */
        IMPORT
    }

    /** By when it happened; never by when we heard of it. */
    static final Comparator<TrackingEvent> IN_ORDER = Comparator.comparing(TrackingEvent::occurredAt)
            .thenComparing(TrackingEvent::milestone)
            .thenComparing(TrackingEvent::code)
            .thenComparing(TrackingEvent::text);
}

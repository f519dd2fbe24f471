package wharf.shipping.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shipping.Parcels;

/** What people report of parcels: the carrier said it on the telephone, or has no tracking at all. */
@Service
public class HandReports {
    static final String SOURCE = "person";
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Parcels parcels;
    private final TrackingIntake intake;
    private final JsonMapper json;
    private final BusinessClock clock;

    HandReports(Parcels parcels, TrackingIntake intake, JsonMapper json, BusinessClock clock) {
        this.parcels = parcels;
        this.intake = intake;
        this.json = json;
        this.clock = clock;
    }

    /** What somebody reports. @param occurredAt now if left out */
    public record Report(
            Milestone milestone,
            String text,
            @Nullable String place,
            @Nullable Instant occurredAt) {}

    /** Adds the report to the parcel's journey; from then on it counts like the carrier's own. */
    @Transactional
    public void add(ParcelId id, Report report) {
        var parcel = parcels.find(id).orElseThrow(() -> Refusal.notFound("parcel", id));
        var label = parcel.label();
        var shippedAt = parcel.shippedAt();
        if (!parcel.state().hasLeft() || label == null || label.tracking() == null || shippedAt == null)
            throw Refusal.conflict("parcel-not-shipped", "", id, "The parcel has not left yet; scan it out first.");
        var now = clock.instant();
        var at = report.occurredAt() == null ? now : report.occurredAt();
        if (at.isBefore(shippedAt) || at.isAfter(now.plus(AHEAD)))
            throw Refusal.invalid(
                    "out-of-range", "occurredAt", at, "Give a time between " + shippedAt + ", when it left, and now.");
        intake.take(
                SOURCE,
                List.of(new CarrierReport(
                        label.tracking(),
                        null,
                        report.milestone(),
                        at,
                        report.milestone().name(),
                        report.text(),
                        report.place(),
                        null,
                        json.writeValueAsString(report) + " by "
                                + Context.current().actor().name())),
                TrackingEvent.Heard.PERSON);
    }
}

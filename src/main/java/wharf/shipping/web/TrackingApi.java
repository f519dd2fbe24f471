package wharf.shipping.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shipping.ParcelState;
import wharf.shipping.Parcels;
import wharf.shipping.tracking.DemoDepot;
import wharf.shipping.tracking.HandReports;
import wharf.shipping.tracking.Journeys;
import wharf.shipping.tracking.Milestone;
import wharf.shipping.tracking.TrackingEvent;

@RestController
@RequestMapping("/api/v1/parcels/{id}")
class TrackingApi {
    private final Parcels parcels;
    private final Journeys journeys;
    private final HandReports reports;
    private final DemoDepot depot;

    TrackingApi(Parcels parcels, Journeys journeys, HandReports reports, DemoDepot depot) {
        this.parcels = parcels;
        this.journeys = journeys;
        this.reports = reports;
        this.depot = depot;
    }

    /**
     * Where a parcel is.
     *
     * @param deliverBy the day by which it was promised
     * @param expectedBy the carrier's last word on when it will deliver
     * @param milestone where it is now
     * @param events oldest first, by when they happened
     */
    record Tracking(
            ParcelId parcel,
            ParcelState state,
            @Nullable String carrier,
            @Nullable String tracking,
            @Nullable LocalDate deliverBy,
            @Nullable LocalDate expectedBy,
            @Nullable Milestone milestone,
            List<TrackingEvent> events) {}

    /** @param occurredAt now if left out */
    record NewEvent(
            @NotNull Milestone milestone,

            @NotBlank @Size(max = 300) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*")
            String text,

            @Size(max = 100) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*") @Nullable
            String place,

            @Nullable Instant occurredAt) {}

    @GetMapping("/tracking")
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "Where a parcel is and has been",
            description =
                    "Events come from the carrier's webhooks, from asking it, or from a person; they are listed by when they happened.")
    Tracking of(@PathVariable ParcelId id) {
        var parcel = parcels.find(id).orElseThrow(() -> Refusal.notFound("parcel", id));
        var way = journeys.ways(List.of(id)).get(id);
        return new Tracking(
                id,
                parcel.state(),
                way == null ? null : way.carrier(),
                way == null ? null : way.tracking(),
                way == null ? parcel.deliverBy() : way.deliverBy(),
                way == null ? null : way.expectedBy(),
                way == null ? null : way.milestone(),
                journeys.of(id).events());
    }

    @PostMapping("/tracking-events")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(
            summary = "Report what became of a parcel",
            description =
                    "For what the carrier told somebody, or never tells. It counts like the carrier's own report.")
    void report(@PathVariable ParcelId id, @Valid @RequestBody NewEvent event) {
        reports.add(id, new HandReports.Report(event.milestone(), event.text(), event.place(), event.occurredAt()));
    }

    @PostMapping("/fast-forward")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('operations:manage')")
    @Operation(
            summary = "Make the rest of a simulated journey happen now",
            description =
                    "For parcels of the demo carrier only; a parcel of a real carrier is refused with not-simulated.")
    void fastForward(@PathVariable ParcelId id) {
        depot.fastForward(id);
    }
}

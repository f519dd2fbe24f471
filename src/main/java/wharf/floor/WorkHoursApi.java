package wharf.floor;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.WarehouseId;

/** Hours at work. People clock themselves; managers list and correct. */
@RestController
@RequestMapping("/api/v1/work-periods")
class WorkHoursApi {
    private final WorkHours hours;

    WorkHoursApi(WorkHours hours) {
        this.hours = hours;
    }

    record ClockIn(@NotNull WarehouseId warehouse) {}

    record NewCorrection(
            @NotNull Instant startedAt,
            @Nullable Instant endedAt,
            @NotBlank @Size(max = 300) String reason) {}

    /** The caller begins to work; again at the same site changes nothing. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    WorkPeriod clockIn(@Valid @RequestBody ClockIn in) {
        return hours.clockIn(in.warehouse());
    }

    /** The caller stops working. */
    @PostMapping("/current/end")
    @PreAuthorize("hasAuthority('floor:work')")
    WorkPeriod clockOut() {
        return hours.clockOut();
    }

    /** Periods that touch the time, the latest first, at most 1,000. */
    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    List<WorkPeriod> list(
            @RequestParam(required = false) @Nullable WarehouseId warehouse,
            @RequestParam Instant from,
            @RequestParam Instant until) {
        return hours.list(warehouse, from, until);
    }

    @PostMapping("/{id}/corrections")
    @PreAuthorize("hasAuthority('operations:manage')")
    WorkPeriod correct(@PathVariable UUID id, @Valid @RequestBody NewCorrection to) {
        return hours.correct(id, new WorkHours.Correction(to.startedAt(), to.endedAt(), to.reason()));
    }

    @GetMapping("/{id}/corrections")
    @PreAuthorize("hasAuthority('operations:manage')")
    List<WorkHours.Change> changes(@PathVariable UUID id) {
        return hours.changes(id);
    }

    /** How long each person was at work at a site within a time, in seconds. */
    @GetMapping("/totals")
    @PreAuthorize("hasAuthority('operations:manage')")
    List<WorkHours.Worked> totals(
            @RequestParam WarehouseId warehouse, @RequestParam Instant from, @RequestParam Instant until) {
        return hours.worked(warehouse, from, until);
    }
}

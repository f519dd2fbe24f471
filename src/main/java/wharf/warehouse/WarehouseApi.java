package wharf.warehouse;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.WorkStation.Kind;

@RestController
@RequestMapping("/api/v1/warehouses")
class WarehouseApi {
    private final Warehouses warehouses;
    private final Layouts layouts;
    private final WorkCalendars calendars;
    private final Totes totes;
    private final WorkStations stations;

    WarehouseApi(Warehouses warehouses, Layouts layouts, WorkCalendars calendars, Totes totes, WorkStations stations) {
        this.warehouses = warehouses;
        this.layouts = layouts;
        this.calendars = calendars;
        this.totes = totes;
        this.stations = stations;
    }

    /** Which weekdays a site works, and holidays to be added, by date. */
    record NewCalendar(
            @NotEmpty Set<@NotNull DayOfWeek> weekdays,
            @Nullable @Size(max = 400) Map<@NotNull LocalDate, @NotBlank @Size(max = 100) String> holidays) {}

    /** How a service leaves a site: see {@link SiteService}. */
    record NewService(
            @Min(0) @Max(60) int processingDays, @NotEmpty Map<@NotNull DayOfWeek, @NotNull LocalTime> cutOffs) {}

    /** Either codes, or how many to number on. */
    record NewTotes(
            @Nullable @Size(max = 5_000) List<@NotNull @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,30}") String> codes,

            @Nullable @Min(1) @Max(5_000) Integer count) {}

    record NewStation(
            @NotNull @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,15}")
            String code,

            @NotBlank @Size(max = 100) String name,
            @NotNull Kind kind) {}

    /** What came of laying out. */
    record LaidOut(int bins) {}

    @GetMapping
    @PreAuthorize("hasAuthority('stock:read')")
    List<Warehouse> all() {
        return warehouses.all();
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('stock:read')")
    Warehouse one(@PathVariable WarehouseId id) {
        return warehouses.get(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    Warehouse create(@Valid @RequestBody NewWarehouse warehouse) {
        return warehouses.get(warehouses.create(warehouse));
    }

    @PutMapping("/{id}")
    @PreAuthorize("hasAuthority('operations:manage')")
    Warehouse update(@PathVariable WarehouseId id, @Valid @RequestBody NewWarehouse warehouse) {
        warehouses.update(id, warehouse);
        return warehouses.get(id);
    }

    @PostMapping("/{id}/layout")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    LaidOut layOut(@PathVariable WarehouseId id, @Valid @RequestBody LayoutSpec spec) {
        return new LaidOut(layouts.build(id, spec).size());
    }

    @GetMapping("/{id}/calendar")
    @PreAuthorize("hasAuthority('stock:read')")
    SiteCalendar calendar(@PathVariable WarehouseId id) {
        return calendars.of(id);
    }

    @PutMapping("/{id}/calendar")
    @PreAuthorize("hasAuthority('operations:manage')")
    SiteCalendar calendar(@PathVariable WarehouseId id, @Valid @RequestBody NewCalendar calendar) {
        calendars.put(id, calendar.weekdays(), calendar.holidays() == null ? Map.of() : calendar.holidays());
        return calendars.of(id);
    }

    @PutMapping("/{id}/services/{service}")
    @PreAuthorize("hasAuthority('operations:manage')")
    SiteCalendar offer(
            @PathVariable WarehouseId id,
            @PathVariable @Size(min = 1, max = 50) String service,
            @Valid @RequestBody NewService offered) {
        calendars.offer(id, new SiteService(service, offered.processingDays(), offered.cutOffs()));
        return calendars.of(id);
    }

    @DeleteMapping("/{id}/services/{service}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void withdraw(@PathVariable WarehouseId id, @PathVariable String service) {
        calendars.withdraw(id, service);
    }

    @GetMapping("/{id}/totes")
    @PreAuthorize("hasAuthority('stock:read')")
    List<Tote> totes(@PathVariable WarehouseId id, @RequestParam(defaultValue = "false") boolean free) {
        return free ? totes.free(id, 1_000) : totes.all(id);
    }

    @PostMapping("/{id}/totes")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    List<Tote> totes(@PathVariable WarehouseId id, @Valid @RequestBody NewTotes wanted) {
        warehouses.get(id);
        if (wanted.codes() != null && wanted.count() == null) return totes.create(id, wanted.codes());
        if (wanted.count() != null && wanted.codes() == null) return totes.create(id, wanted.count());
        throw Refusal.invalid("one-of-two", "codes", null, "Send either codes or count.");
    }

    @GetMapping("/{id}/stations")
    @PreAuthorize("hasAuthority('stock:read')")
    List<WorkStation> stations(@PathVariable WarehouseId id) {
        return stations.all(id);
    }

    @PostMapping("/{id}/stations")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    WorkStation station(@PathVariable WarehouseId id, @Valid @RequestBody NewStation station) {
        warehouses.get(id);
        return stations.create(id, station.code(), station.name(), station.kind());
    }
}

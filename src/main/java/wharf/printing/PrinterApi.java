package wharf.printing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.shared.WarehouseId;

@RestController
@RequestMapping("/api/v1")
class PrinterApi {
    private final Printers printers;
    private final Stations stations;
    private final PrintJobs jobs;
    private final AgentJobs agentJobs;

    PrinterApi(Printers printers, Stations stations, PrintJobs jobs, AgentJobs agentJobs) {
        this.agentJobs = agentJobs;
        this.printers = printers;
        this.stations = stations;
        this.jobs = jobs;
    }

    record Added(UUID id) {}

    /** @param agent of the same warehouse; left out for this server */
    record Driver(@Nullable UUID agent) {}

    /** @param cameOut whether the page lies there; if not, it is printed again, marked COPY */
    record Resolution(@NotNull Boolean cameOut) {}

    record NewStation(
            @NotNull WarehouseId warehouse,
            @NotBlank @Size(max = 100) String name,
            @Nullable UUID labelPrinter,
            @Nullable UUID documentPrinter) {}

    @GetMapping("/printers")
    @PreAuthorize("hasAuthority('shipping:work')")
    List<Printer> printers() {
        return printers.all();
    }

    @PostMapping("/printers")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    Added add(@Valid @RequestBody NewPrinter printer) {
        return new Added(printers.add(printer));
    }

    /** Who drives a printer from now on; what waits for it goes along. */
    @PutMapping("/printers/{id}/driver")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('operations:manage')")
    void drive(@PathVariable UUID id, @Valid @RequestBody Driver driver) {
        agentJobs.drive(id, driver.agent());
    }

    /** What a person found at the printer, of a job in state UNKNOWN. */
    @PostMapping("/print-jobs/{id}/resolutions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('shipping:work')")
    void resolve(@PathVariable UUID id, @Valid @RequestBody Resolution resolution) {
        if (resolution.cameOut()) agentJobs.cameOut(id);
        else agentJobs.printAgain(id);
    }

    @GetMapping("/stations")
    @PreAuthorize("hasAuthority('shipping:work')")
    List<Stations.Station> stations(@RequestParam WarehouseId warehouse) {
        return stations.of(warehouse);
    }

    @PostMapping("/stations")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('operations:manage')")
    Added addStation(@Valid @RequestBody NewStation station) {
        return new Added(
                stations.add(station.warehouse(), station.name(), station.labelPrinter(), station.documentPrinter()));
    }

    /** Newest first; state QUEUED with a problem is what waits for its printer. */
    @GetMapping("/print-jobs")
    @PreAuthorize("hasAuthority('shipping:work')")
    Page<PrintJob> jobs(
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, 200);
        var after = Cursor.decode(cursor, 1);
        return Page.of(
                jobs.list(state, after == null ? null : after.uuid(0), size + 1), size, job -> Cursor.encode(job.id()));
    }

    @PostMapping("/print-jobs/{id}/reprints")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('shipping:work')")
    Added reprint(@PathVariable UUID id) {
        return new Added(jobs.reprint(id));
    }
}

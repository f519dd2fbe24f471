package wharf.packing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

@RestController
@RequestMapping("/api/v1/pack-sessions")
class PackSessionApi {
    private final PackStation station;

    PackSessionApi(PackStation station) {
        this.station = station;
    }

    /** A tote's code, or a fulfilment's number. */
    record Opening(
            @NotNull WarehouseId warehouse,
            @NotBlank @Size(max = 50) String code) {}

    record Acknowledgement(@NotNull UUID instruction) {}

    /** What a scan led to, and where that leaves the session. */
    record Scanned(String message, boolean repeated, SessionView session) {}

    @GetMapping
    @PreAuthorize("hasAuthority('floor:work')")
    List<SessionView> underWay(@RequestParam WarehouseId warehouse) {
        return station.underWay(warehouse);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    SessionView open(@Valid @RequestBody Opening opening) {
        return station.open(opening.warehouse(), opening.code());
    }

    @GetMapping("/{session}")
    @PreAuthorize("hasAuthority('floor:work')")
    SessionView view(@PathVariable UUID session) {
        return station.view(session);
    }

    @DeleteMapping("/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('floor:work')")
    void leave(@PathVariable UUID session) {
        station.leave(session);
    }

    @PostMapping("/{session}/scans")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    Scanned scan(@PathVariable UUID session, @Valid @RequestBody Scan scan) {
        return switch (station.scan(session, scan)) {
            case ScanResult.Accepted ok -> new Scanned(ok.message(), ok.repeated(), station.view(session));
            case ScanResult.Refused no -> throw Refusal.conflict(no.code(), "code", scan.code(), no.message());
        };
    }

    @DeleteMapping("/{session}/scans/{requestId}")
    @PreAuthorize("hasAuthority('floor:work')")
    SessionView undo(@PathVariable UUID session, @PathVariable String requestId) {
        station.undo(session, requestId);
        return station.view(session);
    }

    @PostMapping("/{session}/shorts")
    @PreAuthorize("hasAuthority('floor:work')")
    SessionView reportShort(@PathVariable UUID session, @Valid @RequestBody ShortReport report) {
        station.reportShort(session, report);
        return station.view(session);
    }

    @PostMapping("/{session}/acknowledgements")
    @PreAuthorize("hasAuthority('floor:work')")
    SessionView acknowledge(@PathVariable UUID session, @Valid @RequestBody Acknowledgement acknowledgement) {
        station.acknowledge(session, acknowledgement.instruction());
        return station.view(session);
    }

    @PostMapping("/{session}/parcels")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('floor:work')")
    ClosedParcel close(@PathVariable UUID session, @Valid @RequestBody CloseParcel close) {
        return station.closeParcel(session, close);
    }
}

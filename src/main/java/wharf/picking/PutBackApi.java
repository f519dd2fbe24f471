package wharf.picking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

@RestController
@RequestMapping("/api/v1/put-backs")
class PutBackApi {
    private final PutBacks putBacks;

    PutBackApi(PutBacks putBacks) {
        this.putBacks = putBacks;
    }

    /** See {@link PutBackScan}. */
    record NewScan(
            @NotNull UUID scanId,
            @NotBlank @Size(max = 50) String container,
            @NotBlank @Size(max = 100) String item,
            @Nullable @Min(1) @Max(1_000_000) Integer quantity,
            @NotBlank @Size(max = 50) String bin) {}

    /** Open ones, oldest first, after a given one; or those of one container. */
    @GetMapping
    @PreAuthorize("hasAuthority('floor:work')")
    List<PutBack> open(
            @RequestParam WarehouseId warehouse,
            @RequestParam(required = false) @Nullable @Size(max = 50) String container,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return container == null ? putBacks.open(warehouse, false, after, limit) : putBacks.in(warehouse, container);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('floor:work')")
    PutBack one(@PathVariable UUID id) {
        return putBacks.find(id).orElseThrow(() -> Refusal.notFound("put-back task", id));
    }

    @PostMapping("/{id}/scans")
    @PreAuthorize("hasAuthority('floor:work')")
    PutBacks.Done scan(@PathVariable UUID id, @Valid @RequestBody NewScan scan) {
        return putBacks.putBack(
                new PutBackScan(scan.scanId(), id, scan.container(), scan.item(), scan.quantity(), scan.bin()));
    }

    /** Takes the last scan back, if it is the caller's; {@code scan} names the one that is meant. */
    @DeleteMapping("/{id}/scans/last")
    @PreAuthorize("hasAuthority('floor:work')")
    PutBacks.Done undo(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID scan) {
        return putBacks.undo(id, scan);
    }
}

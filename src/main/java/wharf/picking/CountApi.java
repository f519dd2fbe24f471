package wharf.picking;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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
import wharf.shared.WarehouseId;

/** Bins to be counted because a picker came up short there. */
@RestController
@RequestMapping("/api/v1/count-tasks")
class CountApi {
    private final CountTasks counts;

    CountApi(CountTasks counts) {
        this.counts = counts;
    }

    /** Units of the item (and lot) in the bin that can be sold. */
    record NewCount(@NotNull @Min(0) @Max(1_000_000) Integer counted) {}

    /** Open ones in walking order, after a given one. */
    @GetMapping
    @PreAuthorize("hasAuthority('floor:work')")
    List<CountTask> open(
            @RequestParam WarehouseId warehouse,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return counts.open(warehouse, false, after, limit);
    }

    @PostMapping("/{id}/counts")
    @PreAuthorize("hasAuthority('floor:work')")
    CountTask count(@PathVariable UUID id, @Valid @RequestBody NewCount count) {
        return counts.count(id, count.counted());
    }

    /** Takes the caller's count back; answers the task that is open again. */
    @DeleteMapping("/{id}/counts")
    @PreAuthorize("hasAuthority('floor:work')")
    CountTask undo(@PathVariable UUID id) {
        return counts.undo(id);
    }
}

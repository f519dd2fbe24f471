package wharf.packing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.WarehouseId;

@RestController
@RequestMapping("/api/v1/packing-materials/{warehouse}")
class MaterialApi {
    private final Materials materials;

    MaterialApi(Materials materials) {
        this.materials = materials;
    }

    /** A count, as found. */
    record Count(@PositiveOrZero @Max(1_000_000_000) long onHand) {}

    @GetMapping
    @PreAuthorize("hasAuthority('floor:work')")
    Map<String, Long> onHand(@PathVariable WarehouseId warehouse) {
        return materials.onHand(warehouse);
    }

    @PutMapping("/{material}")
    @PreAuthorize("hasAuthority('operations:manage')")
    Map<String, Long> set(
            @PathVariable WarehouseId warehouse, @PathVariable String material, @Valid @RequestBody Count count) {
        materials.set(warehouse, material, count.onHand());
        return materials.onHand(warehouse);
    }
}

package wharf.delivery;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/delivery-troubles")
class DeliveryApi {
    private final Troubles troubles;

    DeliveryApi(Troubles troubles) {
        this.troubles = troubles;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "Parcels that are late or stuck now, oldest first",
            description =
                    "LATE: will not arrive, or has not arrived, by the day promised. STUCK: nothing was heard of it for three working days.")
    List<Troubles.Trouble> list(
            @RequestParam Troubles.@Nullable Kind kind, @RequestParam(defaultValue = "100") int limit) {
        return troubles.open(kind, Math.clamp(limit, 1, 500));
    }
}

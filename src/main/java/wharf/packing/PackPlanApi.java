package wharf.packing;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.FulfilmentId;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;

@RestController
class PackPlanApi {
    private final PackPlans plans;
    private final PackingSlips slips;

    PackPlanApi(PackPlans plans, PackingSlips slips) {
        this.plans = plans;
        this.slips = slips;
    }

    @GetMapping("/api/v1/pack-plans/{fulfilment}")
    @PreAuthorize("hasAuthority('orders:read')")
    StoredPlan plan(@PathVariable FulfilmentId fulfilment) {
        return plans.of(fulfilment).orElseThrow(() -> Refusal.notFound("pack plan of fulfilment", fulfilment));
    }

    @GetMapping(path = "/api/v1/packing-slips/{parcel}")
    @PreAuthorize("hasAuthority('orders:read')")
    @ApiResponse(responseCode = "200", description = "OK", content = @Content(mediaType = "application/pdf"))
    ResponseEntity<byte[]> slip(@PathVariable ParcelId parcel) {
        var slip = slips.of(parcel).orElseThrow(() -> Refusal.notFound("packing slip of parcel", parcel));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(slip.content());
    }
}

package wharf.fulfilment;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.OrderId;

@RestController
class RevisionRetryApi {
    private final RefusedRevisions refused;

    RevisionRetryApi(RefusedRevisions refused) {
        this.refused = refused;
    }

    @PostMapping("/api/v1/orders/{id}/revisions/retries")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Tries a refused revision again",
            description =
                    "The highest one above the order's own is looked at again in the background; what became of it is in the list of revisions. 409 when none waits, and with the code order-gone when the order is over and nothing of the revision can be done any more.")
    void retry(@PathVariable OrderId id) {
        refused.retry(id);
    }
}

package wharf.order;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/orders/{id}/revisions")
class RevisionApi {
    private final Orders orders;
    private final OrderRevisions revisions;

    RevisionApi(Orders orders, OrderRevisions revisions) {
        this.orders = orders;
        this.revisions = revisions;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    @Operation(
            summary = "Every revision of an order and what became of it, oldest first",
            description =
                    "Empty as long as the order is as it came. A change says what was, what is wanted now, and in \"left\" why it could not be done in full. Tokens of payments are left out.")
    List<OrderRevisions.Revision> revisions(@PathVariable OrderId id) {
        if (orders.find(id).isEmpty()) throw Refusal.notFound("order", id);
        return revisions.history(id);
    }
}

package wharf.fulfilment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.order.Orders;
import wharf.picking.Wave;
import wharf.shared.FulfilmentId;
import wharf.shared.OrderId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Warehouses;

@RestController
@RequestMapping("/api/v1")
class FulfilmentApi {
    private static final int MOST = 500;

    private final Orders orders;
    private final Fulfilments fulfilments;
    private final Releases releases;
    private final Warehouses warehouses;

    FulfilmentApi(Orders orders, Fulfilments fulfilments, Releases releases, Warehouses warehouses) {
        this.orders = orders;
        this.fulfilments = fulfilments;
        this.releases = releases;
        this.warehouses = warehouses;
    }

    /** @param most fulfilments in one wave, 1 to 500; the most urgent go first */
    record NewWave(Wave.@Nullable Mode mode, @Nullable Integer most) {}

    record Released(int fulfilments) {}

    @GetMapping("/orders/{order}/fulfilments")
    @PreAuthorize("hasAuthority('orders:read')")
    List<FulfilmentView> of(@PathVariable OrderId order) {
        if (orders.find(order).isEmpty()) throw Refusal.notFound("order", order);
        return fulfilments.of(order);
    }

    @GetMapping("/fulfilments/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    FulfilmentView one(@PathVariable FulfilmentId id) {
        return fulfilments.find(id).orElseThrow(() -> Refusal.notFound("fulfilment", id));
    }

    /** Releases what is planned for a site to the floor. */
    @PostMapping("/warehouses/{site}/waves")
    @PreAuthorize("hasAuthority('operations:manage')")
    Released release(@PathVariable WarehouseId site, @RequestBody NewWave wave) {
        warehouses.get(site);
        int most = Optional.ofNullable(wave.most()).orElse(MOST);
        if (most < 1 || most > MOST)
            throw Refusal.invalid("out-of-range", "most", most, "Release 1 to " + MOST + " fulfilments at a time.");
        return new Released(
                releases.release(site, Optional.ofNullable(wave.mode()).orElse(Wave.Mode.BATCH), most));
    }
}

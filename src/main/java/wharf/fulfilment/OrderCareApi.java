package wharf.fulfilment;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.geography.Address;
import wharf.order.Hold;
import wharf.order.Holds;
import wharf.order.Orders;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/orders/{id}")
class OrderCareApi {
    private final OrderCare care;
    private final OrderEdits edits;
    private final Orders orders;
    private final Holds holds;

    OrderCareApi(OrderCare care, OrderEdits edits, Orders orders, Holds holds) {
        this.orders = orders;
        this.care = care;
        this.edits = edits;
        this.holds = holds;
    }

    /**
     * @param lines what to cancel; leave out for all that has not left
     * @param reason 1 to 500 characters, kept in the order's history
     */
    record NewCancellation(
            @Nullable List<OrderCare.LineCancel> lines,
            @Nullable String reason) {}

    /**
     * @param lines units wanted of lines from now on; 0 takes one out
     * @param add further lines
     * @param shipTo another address
     * @param reason 1 to 500 characters, kept in the order's history
     */
    record NewAmendment(
            @Nullable List<OrderEdits.@Nullable LineQuantity> lines,
            @Nullable List<OrderEdits.@Nullable Addition> add,
            @Nullable Address shipTo,
            @Nullable String reason) {
        OrderEdits.Edit edit() {
            return new OrderEdits.Edit(given("lines", lines), given("add", add), shipTo);
        }

        private static <T> @Nullable List<T> given(String field, @Nullable List<@Nullable T> list) {
            if (list == null) return null;
            var given = new java.util.ArrayList<T>();
            for (var one : list) {
                if (one == null)
                    throw Refusal.invalid("required", field, null, "One of these is null; leave it out or fill it.");
                given.add(one);
            }
            return given;
        }
    }

    record NewHold(@Nullable Set<Hold.Gate> gates, @Nullable String reason) {}

    record Placed(UUID id) {}

    /** What cancelling would do to money, floor and parcels; changes nothing. */
    @PostMapping("/cancellation-previews")
    @PreAuthorize("hasAuthority('orders:read')")
    OrderCare.Cancellation preview(@PathVariable OrderId id, @RequestBody NewCancellation wanted) {
        return care.preview(id, wanted.lines());
    }

    @PostMapping("/cancellations")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('orders:write')")
    OrderCare.Cancellation cancel(@PathVariable OrderId id, @RequestBody NewCancellation wanted) {
        return care.cancel(id, wanted.lines(), required(wanted.reason()));
    }

    /** What an amendment would do to money, stock, floor and parcels; changes nothing. */
    @PostMapping("/amendment-previews")
    @PreAuthorize("hasAuthority('orders:write')")
    OrderEdits.Edited previewAmendment(@PathVariable OrderId id, @RequestBody NewAmendment wanted) {
        return edits.preview(id, wanted.edit());
    }

    /** Changes quantities, adds lines, changes the address: all or nothing. */
    @PostMapping("/amendments")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('orders:write')")
    OrderEdits.Edited amend(@PathVariable OrderId id, @RequestBody NewAmendment wanted) {
        return edits.edit(id, wanted.edit(), required(wanted.reason()));
    }

    @PutMapping("/address")
    @PreAuthorize("hasAuthority('orders:write')")
    OrderCare.AddressChange readdress(@PathVariable OrderId id, @RequestBody Address address) {
        return care.readdress(id, address);
    }

    @GetMapping("/holds")
    @PreAuthorize("hasAuthority('orders:read')")
    List<Hold> holds(@PathVariable OrderId id) {
        if (orders.find(id).isEmpty()) throw Refusal.notFound("order", id);
        return holds.of(id);
    }

    @PostMapping("/holds")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('orders:write')")
    Placed hold(@PathVariable OrderId id, @RequestBody NewHold hold) {
        var gates = hold.gates() == null ? Set.of(Hold.Gate.values()) : hold.gates();
        return new Placed(care.hold(id, gates, required(hold.reason())));
    }

    @DeleteMapping("/holds/{hold}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('orders:write')")
    void lift(@PathVariable OrderId id, @PathVariable UUID hold) {
        care.lift(id, hold);
    }

    private static String required(@Nullable String reason) {
        if (reason == null) throw Refusal.invalid("required", "reason", null, "Say why, in 1 to 500 characters.");
        return reason;
    }
}

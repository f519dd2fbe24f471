package wharf.restock;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/purchase-orders")
class PurchaseOrderApi {
    private final PurchaseOrders orders;
    private final Restock restock;
    private final Merchants merchants;

    PurchaseOrderApi(PurchaseOrders orders, Restock restock, Merchants merchants) {
        this.orders = orders;
        this.restock = restock;
        this.merchants = merchants;
    }

    enum State {
        PLACED,
        RECEIVED,
        CANCELLED
    }

    record Line(
            @NotBlank @Size(max = 100) String sku,
            @Min(1) @Max(1_000_000) int quantity) {}

    /**
     * @param warehouse code or id of where it is to come; may be left open
     * @param expectedOn null for today and the supplier's lead time
     * @param requestId made by the caller: the same one again gives the same order
     */
    record Body(
            @Nullable String merchant,
            @Nullable String warehouse,
            @Nullable LocalDate expectedOn,
            @NotNull UUID requestId,
            @NotNull @Size(min = 1, max = 50) List<@Valid @NotNull Line> lines) {}

    record Came(
            @Min(1) @Max(10_000) int line,
            @Min(1) @Max(1_000_000) int quantity) {}

    record Receipt(@NotNull @Size(min = 1, max = 50) List<@Valid @NotNull Came> lines) {}

    @PostMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Place a purchase order",
            description =
                    "All items of one merchant and one supplier. It is recorded here and not sent to the supplier.")
    PurchaseOrderView place(@Valid @RequestBody Body body) {
        var skus = new HashSet<String>();
        for (var line : body.lines())
            if (!skus.add(line.sku().strip()))
                throw Refusal.invalid("twice", "lines", line.sku(), "Name each SKU once.");
        return orders.place(
                merchants.requested(body.merchant()),
                restock.site(body.warehouse()),
                plausible(body.expectedOn()),
                body.lines().stream()
                        .map(line -> new PurchaseOrders.Wanted(line.sku().strip(), line.quantity()))
                        .toList(),
                body.requestId());
    }

    static @Nullable LocalDate plausible(@Nullable LocalDate date) {
        if (date == null || (date.getYear() >= 2000 && date.getYear() <= 2100)) return date;
        throw Refusal.invalid("out-of-range", "expectedOn", date, "Give a date between 2000 and 2100.");
    }

    @GetMapping
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(summary = "Purchase orders, the latest first")
    Page<PurchaseOrderView> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var from = Cursor.decode(cursor, 1);
        long before = from == null ? Long.MAX_VALUE : from.number(0);
        var rows = orders.list(merchants.filter(merchant), state == null ? null : state.name(), before, limit + 1);
        return Page.of(rows, limit, order -> Cursor.encode(order.number()));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('stock:read')")
    PurchaseOrderView one(@PathVariable UUID id) {
        return orders.one(id);
    }

    @PostMapping("/{id}/receipts")
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(
            summary = "Note what came in of a purchase order",
            description = "Only what is still on its way changes; stock itself comes by /api/v1/receipts.")
    PurchaseOrderView receive(@PathVariable UUID id, @Valid @RequestBody Receipt receipt) {
        return orders.receive(
                id,
                receipt.lines().stream()
                        .map(came -> new PurchaseOrders.Came(came.line(), came.quantity()))
                        .toList());
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:write')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Cancel what has not come in of a purchase order")
    void cancel(@PathVariable UUID id) {
        orders.cancel(id);
    }
}

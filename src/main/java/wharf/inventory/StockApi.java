package wharf.inventory;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.platform.Turn;
import wharf.shared.ItemId;

@RestController
@RequestMapping("/api/v1")
class StockApi {
    private final Stock stock;
    private final StockCommands commands;
    private final Merchants merchants;

    StockApi(Stock stock, StockCommands commands, Merchants merchants) {
        this.stock = stock;
        this.commands = commands;
        this.merchants = merchants;
    }

    record Receipts(@NotNull @Size(min = 1, max = 500) List<StockCommands.@Valid @NotNull NewReceipt> receipts) {}

    record Adjustments(
            @NotNull @Size(min = 1, max = 500) List<StockCommands.@Valid @NotNull NewAdjustment> adjustments) {}

    record Moves(@NotNull @Size(min = 1, max = 500) List<StockCommands.@Valid @NotNull NewMove> moves) {}

    /** How many rows are in effect now, whether this call or an earlier one with the same request id applied them. */
    record Applied(int applied) {}

    record InPlaces(List<Stock.InPlace> places) {}

    @GetMapping("/stock")
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(
            summary = "Stock levels by SKU",
            description =
                    "onHand: sellable units; reserved: promised to orders; available: onHand less reserved; backordered: wanted, not had.")
    Page<Stock.Level> levels(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var from = Turn.after(Cursor.decode(cursor, 2));
        return Page.of(stock.levels(merchants.filter(merchant), text, from, limit + 1), limit, Stock.Level::cursor);
    }

    @GetMapping("/stock/{item}")
    @PreAuthorize("hasAuthority('stock:read')")
    Stock.Level level(@PathVariable ItemId item) {
        return stock.level(item);
    }

    @GetMapping("/stock/{item}/places")
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(summary = "Where an item's units stand, by lot and condition")
    InPlaces places(@PathVariable ItemId item) {
        stock.level(item);
        return new InPlaces(stock.places(item));
    }

    @GetMapping("/stock/{item}/movements")
    @PreAuthorize("hasAuthority('stock:read')")
    @Operation(summary = "An item's ledger, newest first")
    Page<Stock.Movement> movements(
            @PathVariable ItemId item,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        stock.level(item);
        var from = Cursor.decode(cursor, 1);
        long before = from == null ? Long.MAX_VALUE : from.number(0);
        return Page.of(stock.movements(item, before, limit + 1), limit, row -> Cursor.encode(row.id()));
    }

    @PostMapping("/receipts")
    @PreAuthorize("hasAuthority('stock:write')")
    @Operation(
            summary = "Receive units",
            description =
                    "1 to 500 receipts, all or none. A requestId of the merchant that was sent before is passed over; with other content it is refused (request-reused). So with adjustments and moves.")
    Applied receive(@Valid @RequestBody Receipts body) {
        commands.receive(body.receipts());
        return new Applied(body.receipts().size());
    }

    @PostMapping("/stock-adjustments")
    @PreAuthorize("hasAuthority('stock:write')")
    @Operation(
            summary = "Correct what stands in a place",
            description =
                    "1 to 500 adjustments, all or none. Where promises can no longer be kept, the least urgent orders are backordered.")
    Applied adjust(@Valid @RequestBody Adjustments body) {
        commands.adjust(body.adjustments());
        return new Applied(body.adjustments().size());
    }

    @PostMapping("/stock-moves")
    @PreAuthorize("hasAuthority('stock:write')")
    @Operation(
            summary = "Move free units",
            description = "1 to 500 moves within a warehouse, all or none. Units bound to orders being picked stay.")
    Applied move(@Valid @RequestBody Moves body) {
        commands.move(body.moves());
        return new Applied(body.moves().size());
    }
}

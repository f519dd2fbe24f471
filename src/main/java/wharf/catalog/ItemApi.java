package wharf.catalog;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
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
@RequestMapping("/api/v1/items")
class ItemApi {
    private final Items items;
    private final ItemDetails details;
    private final Merchants merchants;

    ItemApi(Items items, ItemDetails details, Merchants merchants) {
        this.items = items;
        this.details = details;
        this.merchants = merchants;
    }

    /** @param merchant code or id; may be left out by a caller that acts for one merchant */
    record Batch(
            @Nullable String merchant,
            @NotNull @Size(min = 1, max = 500) List<@Valid @NotNull NewItem> items) {}

    record Stored(String sku, ItemId id) {}

    record Batched(List<Stored> items) {}

    record Resolved(List<Scanned> items) {}

    @PutMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(
            summary = "Create or replace items by SKU",
            description = "1 to 500 items of one merchant, all or none. An item's kind never changes.")
    Batched put(@Valid @RequestBody Batch batch) {
        var ids = items.put(merchants.requested(batch.merchant()), batch.items());
        return new Batched(batch.items().stream()
                .map(item -> new Stored(item.sku(), Objects.requireNonNull(ids.get(item.sku()))))
                .toList());
    }

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:read')")
    @Operation(summary = "Items by SKU", description = "text: part of the SKU or name. merchant: code or id.")
    Page<Item> list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var from = Turn.after(Cursor.decode(cursor, 2));
        return Page.of(items.list(merchants.filter(merchant), text, from, limit + 1), limit, Items::cursor);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:read')")
    ItemDetail one(@PathVariable ItemId id) {
        return details.of(id);
    }

    @GetMapping("/resolve")
    @PreAuthorize("hasAuthority('catalog:read')")
    @Operation(
            summary = "What a scanned code means",
            description =
                    "The items, within the caller's scope, that have this barcode or SKU, with the units one scan stands for; none when the code means nothing.")
    Resolved resolve(@RequestParam @NotBlank @Size(max = 100) String code) {
        return new Resolved(items.resolve(code));
    }
}

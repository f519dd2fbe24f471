package wharf.catalog;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;

@RestController
@RequestMapping("/api/v1/prices")
class PriceApi {
    private final Prices prices;
    private final Merchants merchants;

    PriceApi(Prices prices, Merchants merchants) {
        this.prices = prices;
        this.merchants = merchants;
    }

    /** @param merchant code or id; may be left out by a caller that acts for one merchant */
    record Batch(
            @Nullable String merchant,
            @NotNull @Size(min = 1, max = 500) List<@Valid @NotNull NewPrice> prices) {}

    record History(List<Price> prices) {}

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(
            summary = "Set what items are sold for",
            description =
                    "1 to 500 prices of one merchant, all or none. Of several prices of an item the one that began last counts; past ones are kept.")
    void put(@Valid @RequestBody Batch batch) {
        var merchant = merchants.requested(batch.merchant());
        prices.put(merchants.find(merchant).orElseThrow(), batch.prices());
    }

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:read')")
    @Operation(summary = "Prices of one item, the latest to begin first", description = "merchant: code or id.")
    History history(@RequestParam(required = false) @Nullable String merchant, @RequestParam String sku) {
        return new History(prices.history(merchants.requested(merchant), sku));
    }
}

package wharf.checkout;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.PublicAddress;
import wharf.shared.MerchantId;

@RestController
@RequestMapping("/api/v1/shop")
class ShopApi {
    private final Shops shops;
    private final Merchants merchants;
    private final PublicAddress address;

    ShopApi(Shops shops, Merchants merchants, PublicAddress address) {
        this.shops = shops;
        this.merchants = merchants;
        this.address = address;
    }

    /** @param url where shoppers find the storefront; it answers 404 while the shop is not open */
    record ShopView(MerchantId merchant, boolean open, long holdMinutes, String url) {}

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:read')")
    @Operation(summary = "How a merchant's shop is run", description = "merchant: code or id.")
    ShopView one(@RequestParam(required = false) @Nullable String merchant) {
        return view(shops.of(merchants.requested(merchant)));
    }

    @PutMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    @Operation(
            summary = "Open, close or change a merchant's shop",
            description = "An open shop shows everybody the items that have a price, and how many of each are left.")
    ShopView set(@RequestParam(required = false) @Nullable String merchant, @Valid @RequestBody ShopSettings settings) {
        var id = merchants.requested(merchant);
        shops.set(id, settings);
        return view(shops.of(id));
    }

    private ShopView view(Shop shop) {
        return new ShopView(shop.merchant(), shop.open(), shop.hold().toMinutes(), address.of(shop.path("")));
    }
}

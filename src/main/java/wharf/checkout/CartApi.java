package wharf.checkout;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import wharf.merchant.Merchants;
import wharf.platform.PublicAddress;
import wharf.shared.OrderId;
import wharf.shared.Refusal;

@RestController
@RequestMapping("/api/v1/carts")
class CartApi {
    private final NewCarts newCarts;
    private final Carts carts;
    private final Shops shops;
    private final Merchants merchants;
    private final Visits visits;
    private final PublicAddress address;

    CartApi(NewCarts newCarts, Carts carts, Shops shops, Merchants merchants, Visits visits, PublicAddress address) {
        this.newCarts = newCarts;
        this.carts = carts;
        this.shops = shops;
        this.merchants = merchants;
        this.visits = visits;
        this.address = address;
    }

    /**
     * A cart to be paid for.
     *
     * @param merchant code or id; may be left out by a caller that acts for one merchant
     * @param currency ISO 4217; the merchant's if left out
     * @param language en, es, pt or fr; the merchant's if left out
     */
    record NewCart(
            @Nullable String merchant,

            @Nullable @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as USD")
            String currency,

            @Nullable @Pattern(regexp = "en|es|pt|fr", message = "must be en, es, pt or fr")
            String language,

            @NotNull @Size(min = 1, max = Carts.MOST_LINES) List<@Valid @NotNull NewLine> items) {}

    /** @param unitPriceMinor in minor units of the cart's currency; the item's price if left out */
    record NewLine(
            @NotBlank @Size(max = 100) String sku,
            @NotNull @Min(1) @Max(Carts.MOST_UNITS) Integer quantity,

            @Nullable @PositiveOrZero @Max(1_000_000_000_000L)
            Long unitPriceMinor) {}

    record LineView(String sku, String name, int quantity, long unitPriceMinor) {}

    /**
     * @param checkoutUrl the page where it is paid for; whoever has it can pay, nobody can guess it; good for seven days
     * @param holdUntil until when the stock of its unpaid order is kept
     * @param order the order that came of it
     */
    record CartView(
            UUID id,
            String reference,
            String currency,
            long subtotalMinor,
            List<LineView> items,
            String checkoutUrl,
            @Nullable Instant holdUntil,
            @Nullable OrderId order) {}

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    @Operation(
            summary = "Make a cart and the address of its checkout",
            description =
                    "Items by SKU, at the prices given or those of the items. Send the shopper to checkoutUrl: there they give their address, choose a delivery and pay; the order then arrives like any other, on channel web.")
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<CartView> create(@Valid @RequestBody NewCart cart) {
        var shop = shops.of(merchants.requested(cart.merchant()));
        var id = newCarts.create(shop, cart);
        return ResponseEntity.created(URI.create("/api/v1/carts/" + id)).body(view(shop, id));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    CartView one(@PathVariable UUID id) {
        var cart = carts.find(id).orElseThrow(() -> Refusal.notFound("cart", id));
        return view(shops.of(cart.merchant()), id);
    }

    private CartView view(Shop shop, UUID id) {
        var cart = carts.find(id).orElseThrow(() -> Refusal.notFound("cart", id));
        return new CartView(
                id,
                cart.reference(),
                cart.currency(),
                cart.subtotalMinor(),
                cart.lines().stream()
                        .map(line -> new LineView(line.sku(), line.name(), line.quantity(), line.unitPriceMinor()))
                        .toList(),
                address.of(shop.path("/checkout/" + visits.cartToken(shop, id))),
                cart.holdUntil(),
                cart.order());
    }
}

package wharf.checkout;

import static wharf.endpoints.Endpoint.PUBLIC;
import static wharf.endpoints.Endpoint.get;
import static wharf.endpoints.Endpoint.post;
import static wharf.endpoints.Endpoint.put;
import static wharf.shared.Authority.CATALOG_READ;
import static wharf.shared.Authority.CATALOG_WRITE;
import static wharf.shared.Authority.ORDERS_READ;
import static wharf.shared.Authority.ORDERS_WRITE;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import wharf.catalog.Items;
import wharf.catalog.NewItem;
import wharf.catalog.NewPrice;
import wharf.catalog.Prices;
import wharf.endpoints.Endpoint;
import wharf.endpoints.EndpointFixtures;
import wharf.endpoints.World;
import wharf.merchant.Merchants;

class CheckoutEndpoints implements EndpointFixtures {
    private static final Map<String, String> FORM = Map.of(
            "email",
            "ann@example.com",
            "name",
            "Ann",
            "line1",
            "1 Ocean Dr",
            "city",
            "Miami",
            "region",
            "FL",
            "postcode",
            "33139",
            "country",
            "US",
            "pay",
            "tok_ok",
            "service",
            "GROUND~2026-12-01~741");

    private final Merchants merchants;
    private final Items items;
    private final Prices prices;
    private final Shops shops;
    private final Carts carts;
    private final Visits visits;

    CheckoutEndpoints(Merchants merchants, Items items, Prices prices, Shops shops, Carts carts, Visits visits) {
        this.merchants = merchants;
        this.items = items;
        this.prices = prices;
        this.shops = shops;
        this.carts = carts;
        this.visits = visits;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                put("/api/v1/prices")
                        .needs(CATALOG_WRITE)
                        .json(world -> """
                                {"merchant": "%s", "prices": [{"sku": "%s", "amountMinor": 1200, "currency": "USD",
                                 "validFrom": "2026-01-01T00:00:00Z"}]}""".formatted(world.merchant(), sku(world)))
                        .answers(204)
                        .foreign(404),
                get("/api/v1/prices")
                        .needs(CATALOG_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .query("sku", this::sku)
                        .foreign(404),
                get("/api/v1/shop")
                        .needs(CATALOG_READ)
                        .query("merchant", world -> world.merchant().toString())
                        .foreign(404),
                put("/api/v1/shop")
                        .needs(CATALOG_WRITE)
                        .query("merchant", world -> world.merchant().toString())
                        .json(world -> "{\"open\": true, \"holdMinutes\": 30}")
                        .foreign(404),
                post("/api/v1/carts")
                        .needs(ORDERS_WRITE)
                        .json(world -> """
                                {"merchant": "%s", "currency": "USD", "language": "en",
                                 "items": [{"sku": "%s", "quantity": 1, "unitPriceMinor": 900}]}""".formatted(world.merchant(), sku(world)))
                        .answers(201)
                        .foreign(404),
                get("/api/v1/carts/{id}")
                        .needs(ORDERS_READ)
                        .path("id", world -> cart(world).toString())
                        .foreign(404),
                get("/shops").needs(CATALOG_READ),
                post("/shops")
                        .needs(CATALOG_WRITE)
                        .form(world ->
                                Map.of("merchant", world.merchant().toString(), "open", "true", "holdMinutes", "30"))
                        .answers(302)
                        .foreign(404),
                get("/shop/{merchant}").needs(PUBLIC).path("merchant", this::code),
                get("/shop/{merchant}/items/{item}")
                        .needs(PUBLIC)
                        .path("merchant", this::code)
                        .path("item", this::item),
                get("/shop/{merchant}/cart").needs(PUBLIC).path("merchant", this::code),
                post("/shop/{merchant}/cart/items")
                        .needs(PUBLIC)
                        .path("merchant", this::code)
                        .form(world -> Map.of("sku", sku(world), "quantity", "1"))
                        .answers(302),
                post("/shop/{merchant}/cart")
                        .needs(PUBLIC)
                        .path("merchant", this::code)
                        .form(world -> Map.of("sku", sku(world), "quantity", "2"))
                        .answers(302),
                checkout(get("/shop/{merchant}/checkout/{token}")),
                checkout(post("/shop/{merchant}/checkout/{token}/delivery")).form(world -> FORM),
                checkout(post("/shop/{merchant}/checkout/{token}"))
                        .form(world -> FORM)
                        .answers(409),
                checkout(post("/shop/{merchant}/checkout/{token}/payment"))
                        .form(world -> Map.of("pay", "tok_ok"))
                        .answers(302),
                checkout(post("/shop/{merchant}/checkout/{token}/again"))
                        .form(world -> Map.of())
                        .answers(302),
                checkout(get("/shop/{merchant}/checkout/{token}/return")).answers(302),
                receipt(get("/shop/{merchant}/orders/{token}")),
                receipt(get("/shop/{merchant}/orders/{token}/status")));
    }

    private Endpoint checkout(Endpoint endpoint) {
        return endpoint.needs(PUBLIC).path("merchant", this::code).path("token", world -> token(world, true));
    }

    private Endpoint receipt(Endpoint endpoint) {
        return endpoint.needs(PUBLIC).path("merchant", this::code).path("token", world -> token(world, false));
    }

    private String token(World world, boolean ofCart) {
        var cart = cart(world);
        return world.fresh(() -> {
            var shop = shops.of(world.merchant());
            return ofCart ? visits.cartToken(shop, cart) : visits.receiptToken(shop, cart);
        });
    }

    private String code(World world) {
        return world.once("shop", () -> {
            shops.set(world.merchant(), new ShopSettings(true, null));
            return merchants.find(world.merchant()).orElseThrow().code();
        });
    }

    private String sku(World world) {
        return world.once("sold item", () -> {
            var sku = "SOLD" + world.unique();
            items.put(world.merchant(), List.of(NewItem.physical(sku, "Sold item", 100, 50, 50, 50)));
            prices.put(merchants.find(world.merchant()).orElseThrow(), List.of(new NewPrice(sku, 1200L, null, null)));
            return sku;
        });
    }

    private String item(World world) {
        var sku = sku(world);
        return world.fresh(() -> java.util.Objects.requireNonNull(
                        items.bySku(world.merchant(), List.of(sku)).get(sku))
                .id()
                .toString());
    }

    private UUID cart(World world) {
        var sku = sku(world);
        return UUID.fromString(world.once("cart", () -> {
            var item = java.util.Objects.requireNonNull(
                    items.bySku(world.merchant(), List.of(sku)).get(sku));
            return carts.create(world.merchant(), "USD", "en", List.of(new Carts.Put(item.id(), 1, 1200)))
                    .toString();
        }));
    }
}

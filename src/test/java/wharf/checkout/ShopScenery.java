package wharf.checkout;

import static wharf.testing.Scenery.all;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.catalog.NewPrice;
import wharf.catalog.Prices;
import wharf.endpoints.Api;
import wharf.merchant.Merchants;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.WarehouseId;
import wharf.testing.Scenery;

/** Shops with something to sell, and shoppers who buy it with nothing but a browser. */
@Component
class ShopScenery {
    private static final Pattern SERVICE = Pattern.compile("name=\"service\" value=\"([^\"]+)\"");

    private final Scenery scenery;
    private final Merchants merchants;
    private final Prices prices;
    private final Shops shops;
    private final Carts carts;
    private final Visits visits;
    private final JdbcClient jdbc;

    ShopScenery(
            Scenery scenery,
            Merchants merchants,
            Prices prices,
            Shops shops,
            Carts carts,
            Visits visits,
            JdbcClient jdbc) {
        this.scenery = scenery;
        this.merchants = merchants;
        this.prices = prices;
        this.shops = shops;
        this.carts = carts;
        this.visits = visits;
        this.jdbc = jdbc;
    }

    /** A shop with mugs at 20.00 in Fort Myers. */
    record Open(MerchantId merchant, String code, WarehouseId site) {
        String path(String rest) {
            return "/shop/" + code + rest;
        }
    }

    Open shop(int mugs) {
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        sells(merchant, site, "MUG", 2000, mugs);
        all(() -> {
            shops.set(merchant, new ShopSettings(true, 30));
            return merchant;
        });
        var code = all(() -> merchants.find(merchant)).orElseThrow().code();
        return new Open(merchant, code, site);
    }

    void sells(MerchantId merchant, WarehouseId site, String sku, long priceMinor, int units) {
        var item = scenery.item(merchant, sku);
        if (units > 0) scenery.receive(merchant, item, scenery.bin(site, sku), units);
        all(() -> {
            prices.put(merchants.find(merchant).orElseThrow(), List.of(new NewPrice(sku, priceMinor, null, null)));
            return sku;
        });
    }

    /** Path of the checkout of a new cart. */
    String checkout(Open shop, Object... skusAndQuantities) {
        var puts = new java.util.ArrayList<Carts.Put>();
        for (int i = 0; i < skusAndQuantities.length; i += 2)
            puts.add(new Carts.Put(
                    scenery.idOf(shop.merchant(), (String) skusAndQuantities[i]),
                    (Integer) skusAndQuantities[i + 1],
                    2000));
        var id = all(() -> carts.create(shop.merchant(), "USD", "en", puts));
        return shop.path("/checkout/" + all(() -> visits.cartToken(shops.of(shop.merchant()), id)));
    }

    /** The form of somebody in Miami who wants the first delivery offered. */
    Map<String, String> form(Api shopper, String checkout, String pay) {
        var form = new LinkedHashMap<String, String>();
        form.put("email", "ann@example.com");
        form.put("phone", "+13055550100");
        form.put("name", "Ann Smith");
        form.put("line1", "1 Ocean Dr");
        form.put("city", "Miami");
        form.put("region", "FL");
        form.put("postcode", "33139");
        form.put("country", "US");
        form.put("pay", pay);
        form.put("service", service(shopper.form(checkout + "/delivery", form).body()));
        return form;
    }

    /** The first delivery a page offers; empty when it offers none. */
    static String service(String page) {
        var found = SERVICE.matcher(page);
        return found.find() ? found.group(1) : "";
    }

    /** Everything a merchant has been ordered, newest first. */
    List<OrderId> orders(MerchantId merchant) {
        return scenery.inTransaction(() -> jdbc.sql(
                        "select id from orders where merchant_id = :merchant order by id desc")
                .param("merchant", merchant.value())
                .query((row, n) -> new OrderId(Objects.requireNonNull(row.getObject("id", java.util.UUID.class))))
                .list());
    }

    /** Units of an item nobody has been promised. */
    long free(MerchantId merchant, String sku) {
        return scenery.inTransaction(() -> jdbc.sql("select on_hand - reserved from item_stock where item_id = :item")
                .param("item", scenery.idOf(merchant, sku).value())
                .query(Long.class)
                .single());
    }
}

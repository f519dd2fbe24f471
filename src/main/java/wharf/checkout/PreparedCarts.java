package wharf.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.geography.Address;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;

/** Carts filled for somebody, with contact and address, so that only paying is left. To be called in a scope that sees the merchant. */
@Service
public class PreparedCarts {
    private static final int AT_LEAST = 2;
    private static final int LOOKED_AT = 24;

    private final Shops shops;
    private final Storefront storefront;
    private final Carts carts;
    private final Visits visits;

    PreparedCarts(Shops shops, Storefront storefront, Carts carts, Visits visits) {
        this.shops = shops;
        this.storefront = storefront;
        this.carts = carts;
        this.visits = visits;
    }

    /**
     * A cart with one of each of these, as far as they are sold and there; with something else of the shop where fewer than two are.
     *
     * @param texts whether the recipient has said yes to text messages
     */
    @Transactional
    public UUID prepare(MerchantId merchant, List<String> skus, Address to, boolean texts) {
        var shop = shops.of(merchant);
        var wanted = skus.stream()
                .flatMap(sku -> storefront.one(shop, sku).stream())
                .filter(goods -> goods.available() > 0)
                .toList();
        var goods = wanted.size() >= AT_LEAST
                ? wanted
                : storefront.list(shop, null, null, LOOKED_AT).stream()
                        .filter(one -> one.available() > 0)
                        .limit(AT_LEAST)
                        .toList();
        var cart = carts.create(
                merchant,
                shop.currency(),
                shop.locale(),
                goods.stream()
                        .map(one -> new Carts.Put(new ItemId(one.id()), 1, one.priceMinor()))
                        .toList());
        carts.keep(cart, form(to, texts), shop.locale());
        return cart;
    }

    private static CheckoutForm form(Address to, boolean texts) {
        return new CheckoutForm(
                to.email(),
                to.phone(),
                texts ? "on" : null,
                to.name(),
                to.company(),
                to.line1(),
                to.line2(),
                to.city(),
                to.region(),
                to.postcode(),
                to.country(),
                null,
                null);
    }

    /** Path of its checkout; once it was ordered, that leads on to the order's page. */
    public String path(MerchantId merchant, UUID cart) {
        var shop = shops.of(merchant);
        return shop.path("/checkout/" + visits.cartToken(shop, cart));
    }

    /** Lets this browser carry the cart: what is added in the storefront goes into it. */
    public void carry(MerchantId merchant, UUID cart, HttpServletRequest request, HttpServletResponse response) {
        visits.carry(shops.of(merchant), cart, request, response);
    }
}

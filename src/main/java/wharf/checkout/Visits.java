package wharf.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import wharf.platform.BusinessClock;
import wharf.platform.SignedLinks;
import wharf.shared.Refusal;

/** Who comes into a shop: which one, in which language, with which cart. */
@Component
class Visits {
    private static final String LANGUAGE = "wharf_language";
    private static final String CART = "wharf_cart";
    private static final String CART_LINK = "cart";
    private static final String RECEIPT_LINK = "receipt";
    private static final Duration CART_LIFE = Duration.ofDays(7);
    private static final Duration RECEIPT_LIFE = Duration.ofDays(180);

    private final Shops shops;
    private final SignedLinks links;
    private final BusinessClock clock;

    Visits(Shops shops, SignedLinks links, BusinessClock clock) {
        this.shops = shops;
        this.links = links;
        this.clock = clock;
    }

    /** Refuses with not found when there is no such merchant. */
    Visit enter(String code, HttpServletRequest request, HttpServletResponse response) {
        var shop = shops.visited(code);
        return new Visit(shop, ShopWords.in(language(shop, request, response)));
    }

    private static String language(Shop shop, HttpServletRequest request, HttpServletResponse response) {
        var asked = request.getParameter("lang");
        if (asked != null && ShopWords.LANGUAGES.contains(asked)) {
            write(request, response, LANGUAGE, asked, "/shop", Duration.ofDays(365));
            return asked;
        }
        var kept = WebUtils.getCookie(request, LANGUAGE);
        if (kept != null && ShopWords.LANGUAGES.contains(kept.getValue())) return kept.getValue();
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) return shop.locale();
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .filter(ShopWords.LANGUAGES::contains)
                .findFirst()
                .orElse(shop.locale());
    }

    /** The token of a cart, for the checkout's address and the visitor's cookie. */
    String cartToken(Shop shop, UUID cart) {
        return links.sign(CART_LINK, shop.merchant(), cart, clock.instant().plus(CART_LIFE));
    }

    /** The cart a checkout's address names; refuses with not found when it is not ours, has expired, or belongs to another shop. */
    UUID cartOf(Shop shop, String token) {
        return open(CART_LINK, shop, token).orElseThrow(() -> Refusal.notFound("cart", "with this link"));
    }

    String receiptToken(Shop shop, UUID cart) {
        return links.sign(RECEIPT_LINK, shop.merchant(), cart, clock.instant().plus(RECEIPT_LIFE));
    }

    UUID receiptOf(Shop shop, String token) {
        return open(RECEIPT_LINK, shop, token).orElseThrow(() -> Refusal.notFound("order", "with this link"));
    }

    private Optional<UUID> open(String purpose, Shop shop, String token) {
        return links.open(purpose, token)
                .filter(link -> link.merchant().equals(shop.merchant()))
                .map(SignedLinks.Link::subject);
    }

    /** The cart this browser carries, if any. */
    Optional<UUID> carried(Shop shop, HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, CART);
        return cookie == null ? Optional.empty() : open(CART_LINK, shop, cookie.getValue());
    }

    /** Lets this browser carry a cart of the shop; null takes it away. */
    void carry(Shop shop, @Nullable UUID cart, HttpServletRequest request, HttpServletResponse response) {
        if (cart == null) write(request, response, CART, "", shop.path(""), Duration.ZERO);
        else write(request, response, CART, cartToken(shop, cart), shop.path(""), CART_LIFE);
    }

    private static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String value,
            String path,
            Duration life) {
        var cookie = ResponseCookie.from(name, value)
                .path(path)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(life)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}

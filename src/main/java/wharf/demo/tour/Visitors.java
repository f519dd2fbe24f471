package wharf.demo.tour;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import wharf.checkout.PreparedCarts;
import wharf.geography.Address;
import wharf.merchant.Merchants;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Scope;

/** Tells visitors apart by a cookie that nobody can guess, and fills the cart of whoever goes shopping. */
@Component
class Visitors {
    static final String COOKIE = "wharf_demo";
    private static final Duration LIFE = Duration.ofDays(1);
    private static final String SHOP = "coral-bay-demo";
    /** In stock at both sites, without lots, glass or anything else that would need a word more. */
    private static final List<String> CART = List.of("CB-MASK-5", "CB-BAG-C");
    /** Near the western site. */
    private static final Address HOME = new Address(
            "Alex Visitor",
            null,
            "2 N Central Ave",
            null,
            "Phoenix",
            "AZ",
            "85004",
            "US",
            "+16025550188",
            "alex@visitor.example");

    private final VisitRows rows;
    private final PreparedCarts carts;
    private final Merchants merchants;

    Visitors(VisitRows rows, PreparedCarts carts, Merchants merchants) {
        this.rows = rows;
        this.carts = carts;
        this.merchants = merchants;
    }

    /** The visit of this browser; null when it has not been a shopper. */
    @Nullable
    Visit of(HttpServletRequest request) {
        return id(request)
                .flatMap(id -> Context.background("demo").call(() -> rows.find(id)))
                .orElse(null);
    }

    /** Makes this browser known, if it is not, so that the guide goes along. */
    UUID welcome(HttpServletRequest request, HttpServletResponse response) {
        return id(request).orElseGet(() -> {
            var id = UUID.randomUUID();
            request.setAttribute(COOKIE, id);
            var cookie = ResponseCookie.from(COOKIE, id.toString())
                    .path("/")
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Lax")
                    .maxAge(LIFE)
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
            return id;
        });
    }

    /** Path of the checkout of a filled cart: the one that waits for the visitor, or a new one. */
    String shop(HttpServletRequest request, HttpServletResponse response) {
        var id = welcome(request, response);
        return Context.background("demo").call(() -> {
            var visit = rows.find(id);
            if (visit.isPresent() && visit.get().order() == null)
                return carts.path(visit.get().merchant(), visit.get().cart());
            return begin(id, request, response);
        });
    }

    private String begin(UUID id, HttpServletRequest request, HttpServletResponse response) {
        var merchant = merchants
                .byCode(SHOP)
                .orElseThrow(() -> Refusal.notFound("shop", SHOP))
                .id();
        var cart = asShopper(merchant).call(() -> carts.prepare(merchant, CART, HOME, true));
        rows.begin(id, merchant, cart);
        carts.carry(merchant, cart, request, response);
        return carts.path(merchant, cart);
    }

    private static Context asShopper(MerchantId merchant) {
        return new Context(Scope.of(merchant), Actor.shopper("shopper"), Lane.SCREEN);
    }

    private static Optional<UUID> id(HttpServletRequest request) {
        if (request.getAttribute(COOKIE) instanceof UUID given) return Optional.of(given);
        var cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) return Optional.empty();
        try {
            return Optional.of(UUID.fromString(cookie.getValue()));
        } catch (IllegalArgumentException forged) {
            return Optional.empty();
        }
    }
}

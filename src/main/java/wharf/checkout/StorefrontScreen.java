package wharf.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.Cursor;
import wharf.platform.Page;
import wharf.shared.ItemId;
import wharf.shared.Refusal;

/** A merchant's storefront and the visitor's cart. Open to everybody; works without script. */
@Controller
@RequestMapping("/shop/{merchant}")
class StorefrontScreen {
    private static final int PAGE = 24;

    private final Visits visits;
    private final Storefront storefront;
    private final Carts carts;
    private final ItemPages items;

    StorefrontScreen(Visits visits, Storefront storefront, Carts carts, ItemPages items) {
        this.visits = visits;
        this.storefront = storefront;
        this.carts = carts;
        this.items = items;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    ModelAndView show(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable @Size(max = 100) String text,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request,
            HttpServletResponse response) {
        var visit = enter(merchant, request, response);
        var cursor = Cursor.decode(after, 2);
        var goods = Page.of(visit.as(() -> storefront.list(visit.shop(), text, cursor, PAGE + 1)), PAGE, Goods::cursor);
        int inCart = carried(visit, request).map(Cart::units).orElse(0);
        var ids = goods.items().stream().map(one -> new ItemId(one.id())).toList();
        var ratings = visit.as(() -> items.ratings(ids));
        var page = new StorefrontPage(
                visit.shop(), visit.words(), goods.items(), text, goods.nextCursor(), inCart, ratings);
        return new ModelAndView("checkout/storefront", "page", page);
    }

    /** One item with what others think of it. */
    @GetMapping("/items/{item}")
    @PreAuthorize("permitAll()")
    ModelAndView item(
            @PathVariable String merchant,
            @PathVariable ItemId item,
            HttpServletRequest request,
            HttpServletResponse response) {
        var visit = enter(merchant, request, response);
        int inCart = carried(visit, request).map(Cart::units).orElse(0);
        var page = visit.as(() -> items.of(visit, item, inCart));
        if (page.isEmpty()) {
            // Old links lead here: who followed one is still in the shop.
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return new ModelAndView("checkout/no-item", Map.of("shop", visit.shop(), "words", visit.words()));
        }
        return new ModelAndView("checkout/item", "page", page.get());
    }

    @PostMapping("/cart/items")
    @PreAuthorize("permitAll()")
    String add(
            @PathVariable String merchant,
            @RequestParam @Size(max = 100) String sku,
            @RequestParam(defaultValue = "1") @Min(1) @Max(Carts.MOST_UNITS) int quantity,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes after) {
        var visit = enter(merchant, request, response);
        var words = visit.words();
        var goods = visit.as(() -> storefront.one(visit.shop(), sku));
        if (goods.isEmpty() || goods.get().available() == 0) {
            after.addFlashAttribute("flashError", words.say("storefront.gone"));
            return "redirect:" + visit.shop().path("");
        }
        var put = new Carts.Put(
                new ItemId(goods.get().id()), quantity, goods.get().priceMinor());
        var cart = carried(visit, request).map(Cart::id);
        visits.carry(visit.shop(), visit.as(() -> put(visit, cart, put)), request, response);
        after.addFlashAttribute(
                "flash", words.say("storefront.added", goods.get().name()));
        return "redirect:" + visit.shop().path("");
    }

    private UUID put(Visit visit, Optional<UUID> cart, Carts.Put put) {
        if (cart.isEmpty())
            return carts.create(
                    visit.shop().merchant(),
                    visit.shop().currency(),
                    visit.words().language(),
                    List.of(put));
        carts.add(cart.get(), List.of(put));
        return cart.get();
    }

    @GetMapping("/cart")
    @PreAuthorize("permitAll()")
    ModelAndView cart(@PathVariable String merchant, HttpServletRequest request, HttpServletResponse response) {
        var visit = enter(merchant, request, response);
        var cart = carried(visit, request).orElse(null);
        var checkout = cart == null ? "" : visit.shop().path("/checkout/" + visits.cartToken(visit.shop(), cart.id()));
        var left = cart == null
                ? Map.<UUID, Goods>of()
                : visit.as(() -> storefront.left(
                        visit.shop(), cart.lines().stream().map(CartLine::item).toList()));
        return new ModelAndView(
                "checkout/cart", "page", new CartPage(visit.shop(), visit.words(), cart, checkout, left));
    }

    /** Sets how many of a line are wanted; none takes it out. */
    @PostMapping("/cart")
    @PreAuthorize("permitAll()")
    String change(
            @PathVariable String merchant,
            @RequestParam @Size(max = 100) String sku,
            @RequestParam @Min(0) @Max(Carts.MOST_UNITS) int quantity,
            HttpServletRequest request,
            HttpServletResponse response) {
        var visit = enter(merchant, request, response);
        carried(visit, request)
                .ifPresent(cart -> visit.as(() -> {
                    carts.change(cart.id(), sku, quantity);
                    return cart;
                }));
        return "redirect:" + visit.shop().path("/cart");
    }

    private Visit enter(String merchant, HttpServletRequest request, HttpServletResponse response) {
        var visit = visits.enter(merchant, request, response);
        if (!visit.shop().open()) throw Refusal.notFound("shop", merchant);
        return visit;
    }

    /** The cart in the visitor's cookie, unless it has been ordered. */
    private Optional<Cart> carried(Visit visit, HttpServletRequest request) {
        return visits.carried(visit.shop(), request)
                .flatMap(id -> visit.as(() -> carts.find(id)))
                .filter(Cart::isOpen);
    }
}

package wharf.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/**
 * The hosted checkout: one page from address to payment. Whoever has the signed address may use it. Every step is a plain form; where scripts run,
 * deliveries and total follow the address by themselves.
 */
@Controller
@RequestMapping("/shop/{merchant}/checkout/{token}")
class CheckoutScreen {
    private static final int UNPROCESSABLE = 422;
    private static final int CONFLICT = 409;
    private static final String HOME_COUNTRY = "US";

    private final Visits visits;
    private final Carts carts;
    private final Counter counter;
    private final Placing placing;
    private final Paying paying;

    CheckoutScreen(Visits visits, Carts carts, Counter counter, Placing placing, Paying paying) {
        this.visits = visits;
        this.carts = carts;
        this.counter = counter;
        this.placing = placing;
        this.paying = paying;
    }

    /** A shopper at the checkout of a cart. */
    private record AtCheckout(Visit visit, String path, Cart cart) {
        Shop shop() {
            return visit.shop();
        }

        ShopWords words() {
            return visit.words();
        }

        OrderId order() {
            return Objects.requireNonNull(cart.order());
        }
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    ModelAndView show(
            @PathVariable String merchant,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        var at = enter(merchant, token, request, response);
        return at.cart().order() == null
                ? form(at, CheckoutForm.of(at.cart(), HOME_COUNTRY), List.of(), List.of(), 200)
                : ordered(at);
    }

    /** Deliveries, payment and total for what is filled in so far; the whole page where no script asked for the part. */
    @PostMapping("/delivery")
    @PreAuthorize("permitAll()")
    ModelAndView delivery(
            @PathVariable String merchant,
            @PathVariable String token,
            @ModelAttribute CheckoutForm form,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String script,
            HttpServletRequest request,
            HttpServletResponse response) {
        var at = enter(merchant, token, request, response);
        if (at.cart().order() != null) return ordered(at);
        keep(at, form);
        var page = at.visit().as(() -> counter.page(at.visit(), at.path(), at.cart(), form, List.of(), List.of()));
        return new ModelAndView(script == null ? "checkout/checkout" : "checkout/rest", "page", page);
    }

    /** Places the order and asks for its money; again, in another window or by going back, it is the same order. */
    @PostMapping
    @PreAuthorize("permitAll()")
    ModelAndView place(
            @PathVariable String merchant,
            @PathVariable String token,
            @ModelAttribute CheckoutForm form,
            HttpServletRequest request,
            HttpServletResponse response) {
        var at = enter(merchant, token, request, response);
        if (at.cart().order() != null) return ordered(at);
        if (at.cart().lines().isEmpty()) return form(at, form, List.of(), List.of(), UNPROCESSABLE);
        keep(at, form);
        var page = at.visit().as(() -> counter.page(at.visit(), at.path(), at.cart(), form, List.of(), List.of()));
        var problems = page.notices().isEmpty() ? counter.problems(page) : List.<Problem>of();
        if (!page.notices().isEmpty() || !problems.isEmpty()) {
            // Another click may have taken the last of it for this very cart.
            var known = at.visit()
                    .as(() -> placing.known(at.cart().merchant(), at.cart().externalId()));
            if (known.isPresent()) return paid(at, known.get().order());
            return form(at, form, problems, List.of(), problems.isEmpty() ? CONFLICT : UNPROCESSABLE);
        }
        var placed = at.visit().as(() -> placing.place(choice(at, page)));
        return switch (placed) {
            case Placed.Taken taken -> {
                visits.carry(at.shop(), null, request, response);
                yield paid(at, taken.order());
            }
            case Placed.SoldOut soldOut ->
                form(
                        at,
                        form,
                        List.of(),
                        soldOut.lines().isEmpty() ? List.of(at.words().say("place.short")) : List.of(),
                        CONFLICT);
            case Placed.Wrong wrong ->
                form(
                        at,
                        form,
                        wrong.problems().stream().map(CheckoutScreen::ofForm).toList(),
                        List.of(),
                        UNPROCESSABLE);
            case Placed.Busy busy ->
                form(at, form, List.of(), List.of(at.words().say("place.busy")), CONFLICT);
        };
    }

    private Placing.Choice choice(AtCheckout at, CheckoutPage page) {
        var cart = carts.find(at.cart().id()).orElseThrow();
        var delivery = page.exact(String.valueOf(page.form().service())).orElseThrow();
        var pay =
                Objects.requireNonNull(Counter.chosen(page.offers(), page.form().pay()));
        return new Placing.Choice(at.shop(), cart, delivery, pay, receipt(at));
    }

    /** Pays an order that is taken: goes on where it stopped, or with something else after a decline. */
    @PostMapping("/payment")
    @PreAuthorize("permitAll()")
    ModelAndView pay(
            @PathVariable String merchant,
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String pay,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes after) {
        var at = enter(merchant, token, request, response);
        if (at.cart().order() == null) return redirect(at.path());
        try {
            return paid(at, at.visit().as(() -> pay(at, pay)), false);
        } catch (Refusal refused) {
            after.addFlashAttribute("flashError", at.words().say("pay.busy"));
            return redirect(at.path());
        }
    }

    private Paid pay(AtCheckout at, @Nullable String pay) {
        var page = counter.unpaid(at.visit(), at.path(), at.cart());
        if (pay == null || pay.isBlank() || page.isUnderWay())
            return paying.ask(at.order(), at.shop().merchant());
        var offer = Counter.chosen(page.offers(), pay);
        if (offer == null || !offer.takes(page.total()))
            throw Refusal.invalid("pay", "pay", pay, "This cannot pay for this order; choose something else.");
        return paying.askAgain(at.order(), at.shop().merchant(), offer);
    }

    /** Where the bank's or lender's page leads back to. */
    @GetMapping("/return")
    @PreAuthorize("permitAll()")
    ModelAndView back(
            @PathVariable String merchant,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        var at = enter(merchant, token, request, response);
        if (at.cart().order() == null) return redirect(at.path());
        return paid(at, at.visit().as(() -> paying.ask(at.order(), at.shop().merchant())), true);
    }

    /** After the time was up: the cart once more, for another order. */
    @PostMapping("/again")
    @PreAuthorize("permitAll()")
    ModelAndView again(
            @PathVariable String merchant,
            @PathVariable String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        var at = enter(merchant, token, request, response);
        if (at.cart().order() != null && isGone(at)) {
            at.visit().as(() -> carts.reopen(at.cart().id(), at.order()));
            visits.carry(at.shop(), at.cart().id(), request, response);
        }
        return redirect(at.path());
    }

    private AtCheckout enter(String merchant, String token, HttpServletRequest request, HttpServletResponse response) {
        var visit = visits.enter(merchant, request, response);
        var id = visits.cartOf(visit.shop(), token);
        var cart = visit.as(() -> carts.find(id)).orElseThrow(() -> Refusal.notFound("cart", "with this link"));
        return new AtCheckout(visit, visit.shop().path("/checkout/" + token), cart);
    }

    private void keep(AtCheckout at, CheckoutForm form) {
        UUID id = at.cart().id();
        at.visit().as(() -> {
            carts.keep(id, form.shortened(), at.words().language());
            return id;
        });
    }

    private ModelAndView form(
            AtCheckout at, CheckoutForm form, List<Problem> problems, List<String> notices, int status) {
        var page = at.visit().as(() -> counter.page(at.visit(), at.path(), at.cart(), form, problems, notices));
        var view = new ModelAndView("checkout/checkout", "page", page);
        view.setStatus(HttpStatusCode.valueOf(status));
        return view;
    }

    /** The page of a cart that has become an order. */
    private ModelAndView ordered(AtCheckout at) {
        var known = at.visit()
                .as(() -> placing.known(at.cart().merchant(), at.cart().externalId()))
                .orElseThrow();
        if (known.isUnpaid()) {
            var page = at.visit().as(() -> counter.unpaid(at.visit(), at.path(), at.cart()));
            return page.certain() ? redirect(receipt(at)) : new ModelAndView("checkout/pay", "page", page);
        }
        if (isGone(at))
            return new ModelAndView(
                    "checkout/gone",
                    "page",
                    new GonePage(at.shop(), at.words(), at.path(), at.cart().externalId()));
        return redirect(receipt(at));
    }

    private boolean isGone(AtCheckout at) {
        return at.visit()
                .as(() -> placing.known(at.cart().merchant(), at.cart().externalId()))
                .filter(known -> known.state() == wharf.order.OrderState.CANCELLED)
                .isPresent();
    }

    private ModelAndView paid(AtCheckout at, OrderId order) {
        return paid(at, at.visit().as(() -> paying.ask(order, at.shop().merchant())), false);
    }

    private ModelAndView paid(AtCheckout at, Paid paid, boolean cameBack) {
        return switch (paid) {
            case Paid.Certain certain -> redirect(receipt(at));
            case Paid.BeingAsked asked -> redirect(receipt(at));
            case Paid.Declined declined -> redirect(at.path());
            case Paid.TooLate late -> redirect(at.path());
            case Paid.ToConfirm confirm -> redirect(cameBack ? at.path() : confirmation(at, confirm.url()));
        };
    }

    /** The simulated provider's pages are ours and are told where to lead back; a real one is told when the payment begins. */
    private static String confirmation(AtCheckout at, String url) {
        return url.startsWith("/") ? url + "?return=" + at.path() + "/return" : url;
    }

    private String receipt(AtCheckout at) {
        return at.shop()
                .path("/orders/" + visits.receiptToken(at.shop(), at.cart().id()));
    }

    private static ModelAndView redirect(String path) {
        return new ModelAndView("redirect:" + path);
    }

    private static Problem ofForm(Problem problem) {
        var field = problem.field().replaceFirst("^shipTo\\.", "");
        return new Problem(problem.code(), field, problem.value(), problem.message());
    }
}

package wharf.returns.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.Context;
import wharf.platform.SignedLinks;
import wharf.platform.StoredFiles;
import wharf.printing.QrSvg;
import wharf.returns.FindMyOrder;
import wharf.returns.ReturnLinks;
import wharf.returns.ReturnView;
import wharf.returns.Returnables;
import wharf.returns.Returns;
import wharf.shared.Actor;
import wharf.shared.Ids;
import wharf.shared.Lane;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;
import wharf.shared.Scope;

/** The shopper's portal of returns: who holds the signed link of an order chooses, sees what it comes to, confirms, and follows it. */
@Controller
@RequestMapping("/shop/{shop}/returns")
@PreAuthorize("permitAll()")
class ShopReturnScreen {
    private static final Context AT_THE_DOOR = new Context(Scope.ALL, Actor.shopper("shopper"), Lane.SCREEN);
    private static final HttpStatusCode FOUND = HttpStatusCode.valueOf(200);
    private static final HttpStatusCode NOT_FOUND = HttpStatusCode.valueOf(404);
    private static final HttpStatusCode CONFLICT = HttpStatusCode.valueOf(409);
    private static final HttpStatusCode UNPROCESSABLE = HttpStatusCode.valueOf(422);

    private final ReturnLinks links;
    private final Merchants merchants;
    private final Returns returns;
    private final Returnables returnables;
    private final FindMyOrder finder;
    private final StoredFiles files;

    ShopReturnScreen(
            ReturnLinks links,
            Merchants merchants,
            Returns returns,
            Returnables returnables,
            FindMyOrder finder,
            StoredFiles files) {
        this.links = links;
        this.merchants = merchants;
        this.returns = returns;
        this.returnables = returnables;
        this.finder = finder;
        this.files = files;
    }

    /** Who came in, by which link. */
    private record Visit(ShopPage page, OrderId order) {}

    @GetMapping
    ModelAndView find(
            @PathVariable String shop,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return find(shop, lang, request, false);
    }

    /** Always the same answer, whether there is such an order or not. */
    @PostMapping("/find")
    ModelAndView mail(
            @PathVariable String shop,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        var merchant = merchant(shop);
        if (merchant != null)
            new Context(Scope.of(merchant.id()), Actor.shopper("shopper"), Lane.SCREEN)
                    .run(() -> finder.mail(merchant.id(), number, email));
        return find(shop, lang, request, true);
    }

    private ModelAndView find(String shop, @Nullable String lang, HttpServletRequest request, boolean sent) {
        var merchant = merchant(shop);
        if (merchant == null) return gone(null, lang, request);
        var words = ReturnWords.in(lang, accepted(request, merchant.locale()));
        var page = new ModelAndView("returns/shop-find");
        page.addObject("page", new ShopPage(words, merchant, "/shop/" + merchant.code() + "/returns"));
        page.addObject("sent", sent);
        return page;
    }

    @GetMapping("/{token}")
    ModelAndView start(
            @PathVariable String shop,
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(
                shop, token, lang, request, visit -> start(visit, new Wish(Ids.next(), List.of(), null), List.of()));
    }

    /** What the choice comes to, before anything is done. */
    @PostMapping("/{token}/review")
    ModelAndView review(
            @PathVariable String shop,
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(shop, token, lang, request, visit -> {
            var wish = Wish.of(request);
            try {
                var preview = returnables.preview(wish.meant(visit.order()));
                var page = page(visit, "returns/shop-review");
                page.addObject("wish", wish);
                page.addObject("preview", preview);
                page.addObject("policy", returnables.of(visit.order()).policy());
                return page;
            } catch (Refusal refusal) {
                return start(visit, wish, refusal.problems());
            }
        });
    }

    @PostMapping("/{token}")
    ModelAndView confirm(
            @PathVariable String shop,
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(shop, token, lang, request, visit -> {
            var wish = Wish.of(request);
            try {
                var made = returns.request(wish.meant(visit.order()));
                return new ModelAndView("redirect:" + visit.page().link("/" + made.id()));
            } catch (Refusal refusal) {
                return start(visit, wish, refusal.problems());
            }
        });
    }

    @GetMapping("/{token}/{id}")
    ModelAndView status(
            @PathVariable String shop,
            @PathVariable String token,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(shop, token, lang, request, visit -> status(visit, id, List.of(), FOUND));
    }

    private ModelAndView status(Visit visit, UUID id, List<Problem> problems, HttpStatusCode code) {
        var page = page(visit, "returns/shop-status");
        page.addObject("it", mine(visit, id));
        page.addObject("problems", said(visit.page().words(), problems));
        page.setStatus(code);
        return page;
    }

    /** A code to be shown where parcels are handed in; the carrier prints the label from it. */
    @GetMapping("/{token}/{id}/code")
    ModelAndView code(
            @PathVariable String shop,
            @PathVariable String token,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(shop, token, lang, request, visit -> {
            var it = mine(visit, id);
            var label = it.label();
            if (label == null || !label.isBought())
                return new ModelAndView("redirect:" + visit.page().link("/" + id));
            var page = page(visit, "returns/shop-code");
            page.addObject("it", it);
            page.addObject("code", QrSvg.of(String.valueOf(label.tracking()), "100%"));
            return page;
        });
    }

    @GetMapping("/{token}/{id}/label.pdf")
    ResponseEntity<byte[]> label(@PathVariable String shop, @PathVariable String token, @PathVariable UUID id) {
        var link = links.open(token).orElseThrow(() -> Refusal.notFound("label", id));
        return link.context().call(() -> {
            var it = returns.get(new ReturnId(id));
            if (!it.order().value().equals(link.subject())) throw Refusal.notFound("label", id);
            return ReturnApi.pdf(it, files);
        });
    }

    @PostMapping("/{token}/{id}/handed-over")
    ModelAndView handedOver(
            @PathVariable String shop,
            @PathVariable String token,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(shop, token, lang, request, visit -> {
            try {
                returns.handedOver(mine(visit, id).id());
            } catch (Refusal tooLate) {
                // The page that follows says how things stand.
                if (tooLate.kind() != Refusal.Kind.CONFLICT) throw tooLate;
            }
            return new ModelAndView("redirect:" + visit.page().link("/" + id));
        });
    }

    /** It was tapped by mistake; where the parcel has been seen already, the page says so. */
    @PostMapping("/{token}/{id}/not-handed-over")
    ModelAndView notHandedOver(
            @PathVariable String shop,
            @PathVariable String token,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(
                shop,
                token,
                lang,
                request,
                visit -> unlessTooLate(
                        visit, id, () -> returns.notHandedOver(mine(visit, id).id())));
    }

    /** The shopper keeps it after all; where it is too late, the page says why. */
    @PostMapping("/{token}/{id}/cancel")
    ModelAndView cancel(
            @PathVariable String shop,
            @PathVariable String token,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        return visit(
                shop,
                token,
                lang,
                request,
                visit -> unlessTooLate(
                        visit, id, () -> returns.callOff(mine(visit, id).id())));
    }

    private ModelAndView unlessTooLate(Visit visit, UUID id, Runnable command) {
        try {
            command.run();
        } catch (Refusal tooLate) {
            if (tooLate.kind() != Refusal.Kind.CONFLICT) throw tooLate;
            return status(visit, id, tooLate.problems(), CONFLICT);
        }
        return new ModelAndView("redirect:" + visit.page().link("/" + id));
    }

    private ModelAndView start(Visit visit, Wish wish, List<Problem> problems) {
        var page = page(visit, "returns/shop-start");
        page.addObject("returnable", returnables.of(visit.order()));
        page.addObject("earlier", returns.of(visit.order()));
        page.addObject("wish", wish);
        page.addObject("problems", said(visit.page().words(), problems));
        if (!problems.isEmpty()) page.setStatus(UNPROCESSABLE);
        return page;
    }

    private static List<String> said(ReturnWords words, List<Problem> problems) {
        var said = new ArrayList<String>();
        for (var problem : problems)
            said.add(Objects.requireNonNullElseGet(
                    words.known("problem." + problem.code()), () -> words.say("problem.other")));
        return said.stream().distinct().toList();
    }

    private ReturnView mine(Visit visit, UUID id) {
        return returns.find(new ReturnId(id))
                .filter(it -> it.order().equals(visit.order()))
                .orElseThrow(() -> Refusal.notFound("return", id));
    }

    private static ModelAndView page(Visit visit, String template) {
        var page = new ModelAndView(template);
        page.addObject("page", visit.page());
        return page;
    }

    /** Opens the link, and does the rest as the shopper who holds it. A link that opens nothing is answered by one page. */
    private ModelAndView visit(
            String shop,
            String token,
            @Nullable String lang,
            HttpServletRequest request,
            Function<Visit, ModelAndView> rest) {
        var link = links.open(token);
        if (link.isEmpty()) return gone(merchant(shop), lang, request);
        return link.get().context().call(() -> visit(shop, token, lang, request, link.get(), rest));
    }

    private ModelAndView visit(
            String shop,
            String token,
            @Nullable String lang,
            HttpServletRequest request,
            SignedLinks.Link link,
            Function<Visit, ModelAndView> rest) {
        var merchant =
                merchants.find(link.merchant()).filter(found -> found.code().equals(shop));
        var order = new OrderId(link.subject());
        var locale = returnables.locale(order);
        if (merchant.isEmpty() || locale.isEmpty()) return gone(merchant.orElse(null), lang, request);
        var words = ReturnWords.in(lang, locale.get());
        var page = new ShopPage(words, merchant.get(), "/shop/" + shop + "/returns/" + token);
        try {
            return rest.apply(new Visit(page, order));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.NOT_FOUND) throw refusal;
            return gone(merchant.get(), lang, request);
        }
    }

    private ModelAndView gone(@Nullable Merchant merchant, @Nullable String lang, HttpServletRequest request) {
        if (merchant == null) throw Refusal.notFound("shop or page", request.getRequestURI());
        var words = ReturnWords.in(lang, accepted(request, merchant.locale()));
        var page = new ModelAndView("returns/shop-gone");
        page.addObject("page", new ShopPage(words, merchant, "/shop/" + merchant.code() + "/returns"));
        page.setStatus(NOT_FOUND);
        return page;
    }

    private @Nullable Merchant merchant(String code) {
        if (code.length() > 32 || code.indexOf('\0') >= 0) return null;
        return AT_THE_DOOR.call(() -> merchants.byCode(code)).orElse(null);
    }

    private static String accepted(HttpServletRequest request, String otherwise) {
        var header = request.getHeader("Accept-Language");
        return header == null || header.length() < 2 ? otherwise : header;
    }
}

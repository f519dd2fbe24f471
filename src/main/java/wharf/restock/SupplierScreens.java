package wharf.restock;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.FormProblems;
import wharf.platform.Leaf;
import wharf.platform.Turn;
import wharf.shared.Refusal;

/** Suppliers, purchase orders and the policy: what restocking is told by people. */
@Controller
class SupplierScreens {
    private static final int SHOWN = 50;
    private static final int UNPROCESSABLE = 422;
    /** Of what was typed, so much is kept until its form is shown again. */
    private static final int MOST_KEPT = 100_000;

    private final Suppliers suppliers;
    private final PurchaseOrders orders;
    private final RestockPolicies policies;
    private final Merchants merchants;

    SupplierScreens(Suppliers suppliers, PurchaseOrders orders, RestockPolicies policies, Merchants merchants) {
        this.suppliers = suppliers;
        this.orders = orders;
        this.policies = policies;
        this.merchants = merchants;
    }

    @GetMapping("/restock/suppliers")
    @PreAuthorize("hasAuthority('stock:read')")
    String suppliers(@RequestParam(required = false) @Nullable String merchant, Model model) {
        model.addAttribute("suppliers", suppliers.list(merchants.filter(merchant)));
        model.addAttribute("merchants", merchants.all());
        return "restock/suppliers";
    }

    @PostMapping("/restock/suppliers/imports")
    @PreAuthorize("hasAuthority('catalog:write')")
    String importCsv(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(defaultValue = "") String csv,
            RedirectAttributes flash) {
        var id = merchants.requested(merchant);
        try {
            var parsed = SupplierCsv.parse(csv, merchants.find(id).orElseThrow().currency());
            suppliers.put(id, parsed.suppliers(), parsed.items());
            flash.addFlashAttribute(
                    "flash",
                    "%d suppliers and %d items were taken in."
                            .formatted(parsed.suppliers().size(), parsed.items().size()));
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", "Nothing was taken in. " + RestockScreens.sentence(refusal));
            if (csv.length() <= MOST_KEPT) flash.addFlashAttribute("csv", csv);
        }
        return "redirect:/restock/suppliers";
    }

    @GetMapping("/restock/orders")
    @PreAuthorize("hasAuthority('stock:read')")
    String orders(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) PurchaseOrderApi.@Nullable State state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var turn = Turn.of(after, null, 1);
        var from = turn.from();
        var rows = orders.list(
                merchants.filter(merchant),
                state == null ? null : state.name(),
                from == null ? Long.MAX_VALUE : from.number(0),
                SHOWN + 1);
        var cut = turn.cut(rows, SHOWN, order -> Cursor.encode(order.number()));
        model.addAttribute("orders", new Leaf<>(cut.items(), null, cut.after()));
        model.addAttribute("filters", Filters.of(java.util.Map.of("state", state == null ? "" : state.name())));
        return "restock/orders";
    }

    @PostMapping("/restock/orders/{id}/receipts")
    @PreAuthorize("hasAuthority('catalog:write')")
    String receiveAll(@PathVariable UUID id, RedirectAttributes flash) {
        var order = orders.one(id);
        try {
            orders.receive(
                    id,
                    order.lines().stream()
                            .filter(line -> line.received() < line.quantity())
                            .map(line -> new PurchaseOrders.Came(line.line(), line.quantity() - line.received()))
                            .toList());
            flash.addFlashAttribute("flash", "Purchase order " + order.number() + " has come in.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", RestockScreens.sentence(refusal));
        }
        return "redirect:/restock/orders";
    }

    @PostMapping("/restock/orders/{id}/cancellation")
    @PreAuthorize("hasAuthority('catalog:write')")
    String cancel(@PathVariable UUID id, RedirectAttributes flash) {
        var order = orders.one(id);
        try {
            orders.cancel(id);
            flash.addFlashAttribute("flash", "Purchase order " + order.number() + " is cancelled.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", RestockScreens.sentence(refusal));
        }
        return "redirect:/restock/orders";
    }

    @GetMapping("/restock/policy")
    @PreAuthorize("hasAuthority('stock:read')")
    ModelAndView policy(@RequestParam(required = false) @Nullable String merchant) {
        var all = merchants.all();
        var chosen = merchant == null || merchant.isBlank()
                ? merchants.find(
                        all.isEmpty()
                                ? merchants.requested(null)
                                : all.getFirst().id())
                : merchants.find(merchants.requested(merchant));
        var shown = chosen.orElseThrow(() -> Refusal.notFound("merchant", String.valueOf(merchant)));
        return policy(shown, PolicyForm.of(policies.of(shown.id()), shown.currency()), FormProblems.NONE);
    }

    @PostMapping("/restock/policy")
    @PreAuthorize("hasAuthority('catalog:write')")
    ModelAndView policy(@ModelAttribute PolicyForm form, RedirectAttributes flash) {
        var merchant = merchants.find(merchants.requested(form.merchant())).orElseThrow();
        try {
            policies.put(merchant.id(), form.read(merchant.currency()));
        } catch (Refusal refusal) {
            var page = policy(merchant, form, new FormProblems(refusal.problems()));
            page.setStatus(HttpStatusCode.valueOf(UNPROCESSABLE));
            return page;
        }
        flash.addFlashAttribute("flash", "Kept. The forecast is being made anew.");
        return new ModelAndView("redirect:/restock/policy?merchant=" + merchant.code());
    }

    private ModelAndView policy(Merchant merchant, PolicyForm form, FormProblems problems) {
        var page = new ModelAndView("restock/policy");
        page.addObject("merchant", merchant);
        page.addObject("merchants", merchants.all());
        page.addObject("form", form);
        page.addObject("problems", problems);
        return page;
    }
}

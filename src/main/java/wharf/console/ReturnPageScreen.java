package wharf.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.CurrentUser;
import wharf.returns.ReturnLinks;
import wharf.returns.Returns;
import wharf.shared.Authority;
import wharf.shared.ReturnId;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** One return with its money, what the dock found, and what of the order's one timeline is about it. */
@Controller
class ReturnPageScreen {
    private final Returns returns;
    private final ReturnLinks links;
    private final Merchants merchants;
    private final Warehouses warehouses;
    private final Timelines timelines;

    ReturnPageScreen(
            Returns returns, ReturnLinks links, Merchants merchants, Warehouses warehouses, Timelines timelines) {
        this.returns = returns;
        this.links = links;
        this.merchants = merchants;
        this.warehouses = warehouses;
        this.timelines = timelines;
    }

    @GetMapping("/returns/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    String one(@PathVariable ReturnId id, HttpServletRequest request, Model model) {
        var it = returns.get(id);
        var language = FactSentences.language(request.getLocale());
        boolean mayWrite = CurrentUser.get().may(Authority.ORDERS_WRITE);
        model.addAttribute("it", it);
        model.addAttribute(
                "merchant", merchants.find(it.merchant()).map(Merchant::name).orElse(""));
        model.addAttribute(
                "site", warehouses.find(it.site()).map(Warehouse::code).orElse("?"));
        model.addAttribute("portal", mayWrite ? links.path(it.merchant(), it.order()) : null);
        model.addAttribute(
                "timeline", timelines.about(it.order().value(), it.id().value(), language));
        model.addAttribute("language", language.getLanguage());
        return "console/return";
    }
}

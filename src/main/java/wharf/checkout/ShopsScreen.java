package wharf.checkout;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.merchant.Merchants;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

/** The merchants' shops, for those who run them. */
@Controller
@RequestMapping("/shops")
class ShopsScreen {
    private final Shops shops;
    private final Merchants merchants;

    ShopsScreen(Shops shops, Merchants merchants) {
        this.shops = shops;
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry shopsEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 5, "Shops", "/shops", Authority.CATALOG_READ);
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:read')")
    String list(Model model) {
        model.addAttribute("shops", shops.all());
        return "checkout/shops";
    }

    @PostMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    String set(
            @RequestParam String merchant,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam @Min(5) @Max(1440) int holdMinutes,
            RedirectAttributes after) {
        var id = merchants.requested(merchant);
        shops.set(id, new ShopSettings(open, holdMinutes));
        after.addFlashAttribute("flash", open ? "The shop is open." : "The shop is closed.");
        return "redirect:/shops";
    }
}

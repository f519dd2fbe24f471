package wharf.packing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/** Which merchants' parcels get a printed slip at which site. */
@Controller
class SlipSettingScreen {
    private static final int MOST = 500;

    private final SlipSettings settings;

    SlipSettingScreen(SlipSettings settings) {
        this.settings = settings;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry slipSettingsEntry() {
            return new MenuEntry(
                    MenuEntry.Section.SETTINGS, 31, "Packing slips", "/packing-slips", Authority.OPERATIONS_MANAGE);
        }
    }

    @GetMapping("/packing-slips")
    @PreAuthorize("hasAuthority('operations:manage')")
    String list(Model model) {
        model.addAttribute("settings", settings.list(MOST));
        return "packing/slip-settings";
    }

    @PostMapping("/packing-slips")
    @PreAuthorize("hasAuthority('operations:manage')")
    String put(
            @RequestParam MerchantId merchant,
            @RequestParam WarehouseId site,
            @RequestParam boolean prints,
            RedirectAttributes flash) {
        settings.put(merchant, site, prints);
        flash.addFlashAttribute("flash", prints ? "Slips are printed there from now on." : "No slips there any more.");
        return "redirect:/packing-slips";
    }
}

package wharf.delivery;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.BusinessClock;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

/** Parcels that are late or stuck. */
@Controller
class DeliveryScreen {
    private static final int SHOWN = 200;

    private final Troubles troubles;
    private final BusinessClock clock;

    DeliveryScreen(Troubles troubles, BusinessClock clock) {
        this.troubles = troubles;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry deliveriesEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 4, "Late parcels", "/deliveries", Authority.ORDERS_READ);
        }
    }

    @GetMapping("/deliveries")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Troubles.@Nullable Kind kind, Model model) {
        model.addAttribute("kind", kind);
        model.addAttribute("troubles", troubles.open(kind, SHOWN));
        model.addAttribute("now", clock.instant());
        return "delivery/deliveries";
    }
}

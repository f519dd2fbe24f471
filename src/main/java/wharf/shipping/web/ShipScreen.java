package wharf.shipping.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.MenuEntry;
import wharf.platform.Words;
import wharf.shared.Authority;
import wharf.shared.WarehouseId;
import wharf.shipping.Manifests;
import wharf.shipping.ScanAnswer;
import wharf.shipping.ScanOut;
import wharf.shipping.ScanResult;
import wharf.shipping.Sites;

/** The door: scan after scan, each answered big and in colour; and the manifests. */
@Controller
class ShipScreen {
    private static final int SHOWN = 50;

    private final ScanOut scanOut;
    private final Manifests manifests;
    private final Sites sites;

    ShipScreen(ScanOut scanOut, Manifests manifests, Sites sites) {
        this.scanOut = scanOut;
        this.manifests = manifests;
        this.sites = sites;
    }

    @Bean
    static MenuEntry shipEntry() {
        return new MenuEntry(MenuEntry.Section.WAREHOUSE, 40, "Ship", "/ship", Authority.SHIPPING_WORK);
    }

    @Bean
    static MenuEntry manifestsEntry() {
        return new MenuEntry(MenuEntry.Section.WAREHOUSE, 50, "Manifests", "/manifests", Authority.SHIPPING_WORK);
    }

    @GetMapping("/ship")
    @PreAuthorize("hasAuthority('shipping:work')")
    String door(@RequestParam(name = "site") @Nullable WarehouseId site, Model model) {
        return door(site, null, model);
    }

    @PostMapping("/ship")
    @PreAuthorize("hasAuthority('shipping:work')")
    String scan(@RequestParam WarehouseId site, @RequestParam String code, Model model) {
        return door(site, scanOut.scan(site, code), model);
    }

    private String door(@Nullable WarehouseId site, @Nullable ScanResult result, Model model) {
        var all = sites.all();
        var here =
                site == null && all.size() == 1 ? new WarehouseId(all.getFirst().id()) : site;
        model.addAttribute("sites", all);
        model.addAttribute("site", here == null ? null : here.value());
        model.addAttribute("waiting", here == null ? 0L : scanOut.waiting(here));
        model.addAttribute("answer", result == null ? null : ScanAnswer.of(result, Words.here()));
        return "shipping/ship";
    }

    @GetMapping("/manifests")
    @PreAuthorize("hasAuthority('shipping:work')")
    String manifests(@RequestParam(required = false) @Nullable UUID before, Model model) {
        List<Manifests.ManifestView> newest = manifests.list(before, SHOWN);
        model.addAttribute("manifests", newest);
        model.addAttribute(
                "older", newest.size() < SHOWN ? null : newest.getLast().id());
        return "shipping/manifests";
    }

    @PostMapping("/manifests/{id}/close")
    @PreAuthorize("hasAuthority('shipping:work')")
    String close(@PathVariable UUID id) {
        manifests.close(id);
        return "redirect:/manifests";
    }
}

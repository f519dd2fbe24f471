package wharf.picking;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.Leaf;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** The waves of a site, newest first. */
@Controller
class WaveScreen {
    private static final int SHOWN = 50;

    private final Waves waves;
    private final Warehouses warehouses;

    WaveScreen(Waves waves, Warehouses warehouses) {
        this.waves = waves;
        this.warehouses = warehouses;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry wavesEntry() {
            return new MenuEntry(30, "Waves", "/waves", Authority.OPERATIONS_MANAGE);
        }
    }

    @GetMapping("/waves")
    @PreAuthorize("hasAuthority('operations:manage')")
    String list(
            @RequestParam(required = false) @Nullable String warehouse,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var sites = warehouses.all();
        var site = chosen(sites, warehouse);
        var turn = Turn.of(after, null, 1);
        model.addAttribute("sites", sites);
        model.addAttribute("site", site);
        model.addAttribute("waves", site == null ? new Leaf<Wave>(List.of(), null, null) : page(site, turn));
        model.addAttribute("filters", Filters.of(Map.of("warehouse", site == null ? "" : site.code())));
        return "picking/waves";
    }

    private Leaf<Wave> page(Warehouse site, Turn turn) {
        var from = turn.from();
        long below = from == null ? Long.MAX_VALUE : from.number(0);
        var leaf = turn.cut(waves.list(site.id(), below, SHOWN + 1), SHOWN, wave -> Cursor.encode(wave.number()));
        return new Leaf<>(leaf.items(), null, leaf.after());
    }

    private static @Nullable Warehouse chosen(List<Warehouse> sites, @Nullable String code) {
        if (code == null || code.isBlank()) return sites.isEmpty() ? null : sites.getFirst();
        return sites.stream()
                .filter(site -> site.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("warehouse", code));
    }
}

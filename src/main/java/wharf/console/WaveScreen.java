package wharf.console;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.fulfilment.Releases;
import wharf.picking.Wave;
import wharf.picking.Waves;
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.Leaf;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** The waves of a site, newest first, what waits to be released there, and its release. */
@Controller
class WaveScreen {
    private static final int SHOWN = 50;
    private static final int MOST_RELEASED = 500;

    private final Waves waves;
    private final Releases releases;
    private final PlannedList planned;
    private final Warehouses warehouses;

    WaveScreen(Waves waves, Releases releases, PlannedList planned, Warehouses warehouses) {
        this.waves = waves;
        this.releases = releases;
        this.planned = planned;
        this.warehouses = warehouses;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry wavesEntry() {
            return new MenuEntry(MenuEntry.Section.WAREHOUSE, 10, "Waves", "/waves", Authority.OPERATIONS_MANAGE);
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
        var waiting = site == null ? List.<PlannedRow>of() : planned.of(site.id(), SHOWN + 1);
        model.addAttribute("planned", waiting.subList(0, Math.min(SHOWN, waiting.size())));
        model.addAttribute("more", waiting.size() > SHOWN);
        model.addAttribute("filters", Filters.of(Map.of("warehouse", site == null ? "" : site.code())));
        return "console/waves";
    }

    /** Sends planned fulfilments to the floor, the most urgent first. */
    @PostMapping("/waves")
    @PreAuthorize("hasAuthority('operations:manage')")
    String release(
            @RequestParam String warehouse,
            @RequestParam Wave.Mode mode,
            @RequestParam int most,
            RedirectAttributes flash) {
        var site = Objects.requireNonNull(chosen(warehouses.all(), required(warehouse)));
        if (most < 1 || most > MOST_RELEASED) {
            flash.addFlashAttribute("flashError", "most: Release 1 to " + MOST_RELEASED + " fulfilments at a time.");
        } else {
            int released = releases.release(site.id(), mode, most);
            flash.addFlashAttribute(
                    "flash",
                    released == 0
                            ? "Nothing can be released: nothing is planned, or all of it is held."
                            : released + " fulfilments are released.");
        }
        return "redirect:/waves?warehouse=" + site.code();
    }

    private static String required(String code) {
        if (code.isBlank()) throw Refusal.invalid("required", "warehouse", code, "Name the warehouse by its code.");
        return code;
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

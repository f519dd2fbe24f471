package wharf.floor;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.MenuEntry;
import wharf.platform.Words;
import wharf.shared.Authority;
import wharf.shared.WarehouseId;
import wharf.warehouse.FloorSite;
import wharf.warehouse.Warehouses;

/** The large display: read from five metres, never touched. It asks for itself again every few seconds. */
@Controller
class WallScreen {
    private final WallBoard board;
    private final FloorSite sites;
    private final Warehouses warehouses;

    WallScreen(WallBoard board, FloorSite sites, Warehouses warehouses) {
        this.board = board;
        this.sites = sites;
        this.warehouses = warehouses;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry wallEntry() {
            return new MenuEntry(MenuEntry.Section.WAREHOUSE, 38, "Wall display", "/floor/wall", Authority.FLOOR_WORK);
        }
    }

    /** The whole page; to itself, only what changes. */
    @GetMapping("/floor/wall")
    @PreAuthorize("hasAuthority('floor:work')")
    String wall(
            @RequestParam(required = false) @Nullable WarehouseId site,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            HttpServletRequest request,
            Model model) {
        var here = site == null ? sites.of(request) : java.util.Optional.of(warehouses.get(site));
        if (here.isEmpty()) return "redirect:/floor";
        model.addAttribute("words", Words.here());
        model.addAttribute("wall", board.of(here.get()));
        return htmx == null ? "floor/wall" : "floor/wall-now";
    }
}

package wharf.warehouse;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Sites to look at. */
@Controller
class WarehouseScreens {
    private static final int TOTES_SHOWN = 200;

    private final Warehouses warehouses;
    private final Layouts layouts;
    private final WorkCalendars calendars;
    private final Totes totes;

    WarehouseScreens(Warehouses warehouses, Layouts layouts, WorkCalendars calendars, Totes totes) {
        this.warehouses = warehouses;
        this.layouts = layouts;
        this.calendars = calendars;
        this.totes = totes;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry warehousesEntry() {
            return new MenuEntry(MenuEntry.Section.SETTINGS, 10, "Warehouses", "/warehouses", Authority.STOCK_READ);
        }
    }

    @GetMapping("/warehouses")
    @PreAuthorize("hasAuthority('stock:read')")
    String list(Model model) {
        model.addAttribute("warehouses", warehouses.all());
        return "warehouse/list";
    }

    @GetMapping("/warehouses/{id}")
    @PreAuthorize("hasAuthority('stock:read')")
    String one(@PathVariable WarehouseId id, Model model) {
        model.addAttribute("warehouse", warehouses.get(id));
        model.addAttribute("calendar", calendars.of(id));
        model.addAttribute("laidOut", layouts.plan(id).isPresent());
        model.addAttribute("freeTotes", totes.free(id, TOTES_SHOWN));
        return "warehouse/one";
    }

    /** The map alone, as a picture: it changes rarely, and screens lay what moves over it. */
    @GetMapping("/warehouses/{id}/map.svg")
    @PreAuthorize("hasAuthority('stock:read')")
    @ResponseBody
    ResponseEntity<String> map(@PathVariable WarehouseId id) {
        var plan = layouts.plan(id).orElseThrow(() -> Refusal.notFound("layout of warehouse", id));
        var map = FloorMap.of(plan, layouts.groundFloor(id));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("image/svg+xml"))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePrivate())
                .body(svg(map));
    }

    /** Codes are letters, digits and dashes only, so nothing in here needs escaping. */
    private static String svg(FloorMap map) {
        var svg = new StringBuilder()
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"")
                .append(map.viewBox())
                .append("\" font-family=\"sans-serif\" font-size=\"110\" font-weight=\"600\" text-anchor=\"middle\">")
                .append("<g fill=\"#8894a8\" fill-opacity=\".25\" stroke=\"#8894a8\" stroke-width=\"4\">");
        map.bins()
                .forEach(bin -> svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s</title></rect>"
                        .formatted(bin.x(), bin.y(), bin.width(), bin.height(), bin.code())));
        svg.append("</g><g fill=\"#7b879b\">");
        map.aisles()
                .forEach(label ->
                        svg.append("<text x=\"%d\" y=\"%d\">%s</text>".formatted(label.x(), label.y(), label.text())));
        return svg.append("</g></svg>").toString();
    }
}

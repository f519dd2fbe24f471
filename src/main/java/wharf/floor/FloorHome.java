package wharf.floor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.CurrentUser;
import wharf.platform.MenuEntry;
import wharf.platform.Practice;
import wharf.platform.Words;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.FloorSite;
import wharf.warehouse.Warehouses;

/** Where work on the floor begins: where one is, what there is to do, whether it is for practice. */
@Controller
@PreAuthorize("hasAuthority('floor:work')")
class FloorHome {
    private final FloorSite sites;
    private final Warehouses warehouses;
    private final People people;
    private final WorkHours hours;
    private final PracticeOrders practice;
    private final ObjectProvider<MenuEntry> menu;

    FloorHome(
            FloorSite sites,
            Warehouses warehouses,
            People people,
            WorkHours hours,
            PracticeOrders practice,
            ObjectProvider<MenuEntry> menu) {
        this.sites = sites;
        this.warehouses = warehouses;
        this.people = people;
        this.hours = hours;
        this.practice = practice;
        this.menu = menu;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry floorEntry() {
            return new MenuEntry(MenuEntry.Section.WAREHOUSE, 20, "Floor", "/floor", Authority.FLOOR_WORK);
        }
    }

    @GetMapping("/floor")
    String floor(HttpServletRequest request, HttpServletResponse response, Model model) {
        var words = WorkHours.person()
                .flatMap(people::language)
                .filter(language -> !language.equals(Words.here().language()))
                .map(language -> {
                    People.remember(request, response, Words.COOKIE, language);
                    return Words.in(language);
                })
                .orElseGet(Words::here);
        model.addAttribute("words", words);
        model.addAttribute("sites", sites.all());
        model.addAttribute("site", sites.of(request).orElse(null));
        model.addAttribute("others", others());
        model.addAttribute("period", hours.current().orElse(null));
        model.addAttribute("practising", Practice.of(request));
        return "floor/home";
    }

    /** Other modules' work on the floor: whatever they put into the menu below this page. */
    private List<MenuEntry> others() {
        var me = CurrentUser.get();
        return menu.stream()
                .filter(entry -> entry.path().startsWith("/floor/") && me.may(entry.authority()))
                .sorted(Comparator.comparingInt(MenuEntry::order))
                .toList();
    }

    @PostMapping("/floor/site")
    String choose(@RequestParam WarehouseId site, HttpServletRequest request, HttpServletResponse response) {
        People.remember(
                request, response, FloorSite.COOKIE, warehouses.get(site).id().toString());
        return "redirect:/floor";
    }

    @PostMapping("/floor/language")
    String speak(@RequestParam String language, HttpServletRequest request, HttpServletResponse response) {
        var spoken = Words.in(language).language();
        people.speak(spoken);
        People.remember(request, response, Words.COOKIE, spoken);
        return "redirect:/floor";
    }

    /** Turns practice on or off on this device; on, orders to practise on are made if there are too few. */
    @PostMapping("/floor/practice")
    String practise(
            @RequestParam boolean on,
            HttpServletRequest request,
            HttpServletResponse response,
            RedirectAttributes after) {
        People.remember(request, response, Practice.COOKIE, on ? "on" : "");
        if (!on) return "redirect:/floor";
        try {
            sites.of(request).ifPresent(site -> practice.prepare(site.id()));
        } catch (Refusal refused) {
            after.addFlashAttribute(
                    "flashError", Words.here().refused(refused.problems().getFirst()));
        }
        return "redirect:/floor";
    }

    /** The worker that serves the floor without a connection; from here, so that its scope is the floor. */
    @GetMapping("/floor/sw.js")
    ResponseEntity<Resource> worker() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .header("Service-Worker-Allowed", "/floor")
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("static/assets/floor-sw.js"));
    }
}

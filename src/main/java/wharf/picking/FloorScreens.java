package wharf.picking;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.inventory.Allocations.Loss;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** The floor: one field that always has focus, and the next thing to do. */
@Controller
@PreAuthorize("hasAuthority('floor:work')")
class FloorScreens {
    private static final String SITE = "wharf-floor-site";
    private static final int MOST_COUNTS = 50;
    private static final String LANGUAGE = "wharf-floor-language";

    private final Warehouses warehouses;
    private final PickBatches batches;
    private final PickSteps steps;
    private final PutBackSteps putBacks;
    private final CountTasks counts;
    private final ObjectProvider<MenuEntry> menu;

    FloorScreens(
            Warehouses warehouses,
            PickBatches batches,
            PickSteps steps,
            PutBackSteps putBacks,
            CountTasks counts,
            ObjectProvider<MenuEntry> menu) {
        this.warehouses = warehouses;
        this.batches = batches;
        this.steps = steps;
        this.putBacks = putBacks;
        this.counts = counts;
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
    String floor(
            @CookieValue(name = SITE, defaultValue = "") String site,
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            Model model) {
        model.addAttribute("words", Words.in(language));
        model.addAttribute("sites", active());
        model.addAttribute("site", chosen(site).orElse(null));
        model.addAttribute("others", others());
        return "picking/floor";
    }

    @PostMapping("/floor/site")
    String choose(@RequestParam WarehouseId site, HttpServletResponse response) {
        remember(response, SITE, warehouses.get(site).id().toString());
        return "redirect:/floor";
    }

    @PostMapping("/floor/language")
    String speak(@RequestParam String language, HttpServletResponse response) {
        remember(response, LANGUAGE, Words.in(language).language());
        return "redirect:/floor";
    }

    @GetMapping("/floor/pick")
    String pick(
            @CookieValue(name = SITE, defaultValue = "") String site,
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            Model model) {
        var here = chosen(site);
        if (here.isEmpty()) return "redirect:/floor";
        var words = Words.in(language);
        var batch = batches.current(here.get().id());
        model.addAttribute("words", words);
        model.addAttribute("site", here.get());
        model.addAttribute("step", batch.map(id -> steps.show(words, id)).orElse(null));
        return "picking/pick";
    }

    @PostMapping("/floor/pick/claim")
    String claim(
            @RequestParam WarehouseId site,
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            RedirectAttributes after) {
        if (batches.claim(site).isEmpty()) {
            after.addFlashAttribute("flash", Words.in(language).say("nothing"));
        }
        return "redirect:/floor/pick";
    }

    @PostMapping("/floor/pick/scan")
    String scan(@CookieValue(name = LANGUAGE, defaultValue = "en") String language, PickSteps.Scan scan, Model model) {
        model.addAttribute("step", steps.scan(Words.in(language), scan));
        return "picking/step";
    }

    @PostMapping("/floor/pick/undo")
    String undo(
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language, @RequestParam UUID batch, Model model) {
        model.addAttribute("step", steps.undo(Words.in(language), batch));
        return "picking/step";
    }

    @PostMapping("/floor/pick/short")
    String lose(
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            @RequestParam UUID batch,
            @RequestParam UUID task,
            @RequestParam Loss reason,
            @RequestParam(required = false) @Nullable Integer quantity,
            @RequestParam(required = false) @Nullable UUID scanId,
            Model model) {
        var report = new LossReport(scanId == null ? Ids.next() : scanId, task, quantity, reason);
        model.addAttribute("step", steps.lose(Words.in(language), report, batch));
        return "picking/step";
    }

    @PostMapping("/floor/pick/hand-over")
    String giveBack(@RequestParam UUID batch) {
        batches.giveBack(batch);
        return "redirect:/floor";
    }

    @GetMapping("/floor/putback")
    String putBack(
            @CookieValue(name = SITE, defaultValue = "") String site,
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            Model model) {
        var here = chosen(site);
        if (here.isEmpty()) return "redirect:/floor";
        model.addAttribute("site", here.get());
        model.addAttribute("step", putBacks.show(Words.in(language), here.get().id()));
        return "picking/putback";
    }

    @PostMapping("/floor/putback/scan")
    String putBackScan(
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language, PutBackSteps.Scan scan, Model model) {
        model.addAttribute("site", warehouses.get(scan.site()));
        model.addAttribute("step", putBacks.scan(Words.in(language), scan));
        return "picking/putbackstep";
    }

    @GetMapping("/floor/count")
    String count(
            @CookieValue(name = SITE, defaultValue = "") String site,
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            Model model) {
        var here = chosen(site);
        if (here.isEmpty()) return "redirect:/floor";
        model.addAttribute("words", Words.in(language));
        model.addAttribute("site", here.get());
        model.addAttribute("tasks", counts.open(here.get().id(), null, MOST_COUNTS));
        return "picking/count";
    }

    @PostMapping("/floor/count/{task}")
    String counted(
            @CookieValue(name = LANGUAGE, defaultValue = "en") String language,
            @PathVariable UUID task,
            @RequestParam @Min(0) @Max(1_000_000) int counted,
            RedirectAttributes after) {
        try {
            var done = counts.count(task, counted);
            after.addFlashAttribute("flash", Words.in(language).say("count.done", done.bin(), counted));
        } catch (Refusal refused) {
            after.addFlashAttribute(
                    "flashError", Words.in(language).refused(refused.problems().getFirst()));
        }
        return "redirect:/floor/count";
    }

    private List<Warehouse> active() {
        return warehouses.all().stream().filter(Warehouse::active).toList();
    }

    /** The site this device works in; the only one there is, if there is only one. */
    private Optional<Warehouse> chosen(String cookie) {
        var sites = active();
        if (sites.size() == 1) return Optional.of(sites.getFirst());
        return sites.stream()
                .filter(site -> site.id().toString().equals(cookie))
                .findFirst();
    }

    /** Other modules' work on the floor: whatever they put into the menu below this page. */
    private List<MenuEntry> others() {
        return menu.stream()
                .filter(entry -> entry.path().startsWith("/floor/"))
                .sorted(java.util.Comparator.comparingInt(MenuEntry::order))
                .toList();
    }

    private static void remember(HttpServletResponse response, String name, String value) {
        var cookie = ResponseCookie.from(name, value)
                .path("/floor")
                .maxAge(java.time.Duration.ofDays(365))
                .httpOnly(true)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}

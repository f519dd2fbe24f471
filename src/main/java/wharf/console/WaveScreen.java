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
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.Turn;
import wharf.platform.list.Cell;
import wharf.platform.list.Filter;
import wharf.platform.list.ListPage;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.warehouse.Warehouse;
import wharf.warehouse.Warehouses;

/** The waves of a site, newest first, what waits to be released there, and its release. */
@Controller
class WaveScreen {
    private static final int SHOWN = 50;
    private static final int MOST_RELEASED = 500;

    private final Lists lists;
    private final Listing<Wave> listing;
    private final Releases releases;
    private final PlannedList planned;
    private final Warehouses warehouses;

    WaveScreen(Lists lists, Listing<Wave> listing, Releases releases, PlannedList planned, Warehouses warehouses) {
        this.lists = lists;
        this.listing = listing;
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

        @Bean
        Listing<Wave> waveListing(Waves waves, Warehouses warehouses) {
            return Listing.<Wave>of("waves", "Waves", Authority.OPERATIONS_MANAGE)
                    .choiceOfSeveral("warehouse", "Warehouse", "The first warehouse", () -> sites(warehouses))
                    .column(
                            "wave",
                            "Wave",
                            wave -> Cell.link(
                                    "/waves/" + wave.id(),
                                    wave.number(),
                                    Shown.words(wave.mode().name())))
                    .column("released", "Released", wave -> Cell.at(wave.releasedAt()))
                    .column("by", "By", wave -> Cell.text(releaser(wave)))
                    .number("fulfilments", "Fulfilments", wave -> Cell.text(wave.fulfilments()))
                    .number("tasks", "Tasks done", wave -> Cell.text(wave.tasksDone() + " of " + wave.tasks()))
                    .number("units", "Units", wave -> Cell.text(wave.units()))
                    .number("short", "Short", WaveScreen::shortUnits)
                    .number("walk", "Walk", wave -> Cell.text(Math.round(wave.walkMetres()) + " m"))
                    .number(
                            "saved",
                            "Saved",
                            wave -> Cell.text(Math.round(wave.aloneMetres() - wave.walkMetres()) + " m"))
                    .csv("number", Wave::number)
                    .csv("mode", Wave::mode)
                    .csv("released_at", Wave::releasedAt)
                    .csv("released_by", Wave::releasedBy)
                    .csv("fulfilments", Wave::fulfilments)
                    .csv("batches", Wave::batches)
                    .csv("tasks", Wave::tasks)
                    .csv("tasks_done", Wave::tasksDone)
                    .csv("units", Wave::units)
                    .csv("short_units", Wave::shortUnits)
                    .csv("walk_mm", Wave::walkMm)
                    .csv("alone_mm", Wave::aloneMm)
                    .csv("id", Wave::id)
                    .empty("A wave appears when planned fulfilments are released to the floor.")
                    .from(
                            (asked, turn, limit) ->
                                    rows(waves, chosen(warehouses.all(), asked.text("warehouse")), turn, limit),
                            wave -> wave.id().toString(),
                            wave -> "wave " + wave.number(),
                            wave -> Cursor.encode(wave.number()),
                            1);
        }

        private static List<Wave> rows(Waves waves, @Nullable Warehouse site, Turn turn, int limit) {
            return site == null ? List.of() : waves.list(site.id(), turn, limit);
        }

        private static List<Filter.Option> sites(Warehouses warehouses) {
            return warehouses.all().stream()
                    .map(site -> new Filter.Option(site.code(), site.code() + " · " + site.name()))
                    .toList();
        }
    }

    /** Where a site releases by itself, nobody did. */
    private static String releaser(Wave wave) {
        return wave.releasedBy().equals("release") ? "by itself" : wave.releasedBy();
    }

    private static Cell shortUnits(Wave wave) {
        return wave.shortUnits() > 0 ? Cell.badge(wave.shortUnits() + " short", "orange") : Cell.text(0);
    }

    /** Without a site, the first one's waves are shown. */
    @GetMapping("/waves")
    @PreAuthorize("hasAuthority('operations:manage')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        var template = lists.show(listing, asked, model, "console/waves");
        if (!(model.getAttribute("list") instanceof ListPage page)) return template;
        var site = chosen(warehouses.all(), page.filters().values().get("warehouse"));
        var waiting = site == null ? List.<PlannedRow>of() : planned.of(site.id(), SHOWN + 1);
        model.addAttribute("site", site);
        model.addAttribute("planned", waiting.subList(0, Math.min(SHOWN, waiting.size())));
        model.addAttribute("held", site == null ? 0L : planned.held(site.id()));
        model.addAttribute("more", waiting.size() > SHOWN);
        return template;
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
            flash.addFlashAttribute("flashError", "Release 1 to " + MOST_RELEASED + " fulfilments at a time.");
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

    private static @Nullable Warehouse chosen(List<Warehouse> sites, @Nullable String code) {
        if (code == null || code.isBlank()) return sites.isEmpty() ? null : sites.getFirst();
        return sites.stream()
                .filter(site -> site.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("warehouse", code));
    }
}

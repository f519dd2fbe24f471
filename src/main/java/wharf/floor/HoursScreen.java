package wharf.floor;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.BusinessClock;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.warehouse.FloorSite;
import wharf.warehouse.Warehouse;

/** Hours at work by day, for the manager; every entry can be set right, and says what it was before. */
@Controller
@PreAuthorize("hasAuthority('operations:manage')")
class HoursScreen {
    private final WorkHours hours;
    private final FloorSite sites;
    private final BusinessClock clock;

    HoursScreen(WorkHours hours, FloorSite sites, BusinessClock clock) {
        this.hours = hours;
        this.sites = sites;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry hoursEntry() {
            return new MenuEntry(
                    MenuEntry.Section.WAREHOUSE, 91, "Working hours", "/hours", Authority.OPERATIONS_MANAGE);
        }
    }

    /** A day in the zone of the site; of all sites, each in its own zone and the day in that of the first. */
    @GetMapping("/hours")
    String list(
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String day,
            HttpServletRequest request,
            Model model) {
        var all = sites.all();
        var chosen = chosen(all, site);
        var zone =
                chosen.or(() -> all.stream().findFirst()).map(Warehouse::zone).orElse(ZoneId.of("UTC"));
        var date = day(day).orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        var from = date.atStartOfDay(zone).toInstant();
        var until = date.plusDays(1).atStartOfDay(zone).toInstant();
        var periods = hours.list(chosen.map(Warehouse::id).orElse(null), from, until);
        var changes = hours.changes(periods.stream().map(WorkPeriod::id).toList());
        var rows = periods.stream()
                .map(period -> row(period, all, changes.getOrDefault(period.id(), List.of())))
                .toList();
        model.addAttribute("sites", all);
        model.addAttribute("site", chosen.orElse(null));
        model.addAttribute("day", date);
        model.addAttribute("rows", rows);
        model.addAttribute(
                "total",
                rows.stream()
                        .mapToLong(row -> java.util.Objects.requireNonNullElse(
                                row.period().minutes(), 0L))
                        .sum());
        return "floor/hours";
    }

    private static HoursRow row(WorkPeriod period, List<Warehouse> all, List<WorkHours.Change> changes) {
        var zone = all.stream()
                .filter(site -> site.id().value().equals(period.warehouseId()))
                .map(Warehouse::zone)
                .findFirst()
                .orElse(ZoneId.of("UTC"));
        return new HoursRow(period, zone, changes);
    }

    private static Optional<Warehouse> chosen(List<Warehouse> all, String site) {
        return all.stream().filter(one -> one.id().toString().equals(site)).findFirst();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text)).filter(HoursScreen::isNear);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isNear(LocalDate day) {
        return day.getYear() >= 2000 && day.getYear() < 2200;
    }

    @PostMapping("/hours/{id}")
    String correct(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String start,
            @RequestParam(defaultValue = "") String end,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String site,
            RedirectAttributes after) {
        try {
            var to = new WorkHours.Correction(
                    time("start", start, zone), end.isEmpty() ? null : time("end", end, zone), reason);
            after.addFlashAttribute(
                    "flash", "The hours of " + hours.correct(id, to).name() + " are corrected.");
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.NOT_FOUND) throw refused;
            after.addFlashAttribute("flashError", refused.problems().getFirst().message());
        }
        day(day).ifPresent(date -> after.addAttribute("day", date.toString()));
        if (chosen(sites.all(), site).isPresent()) after.addAttribute("site", site);
        return "redirect:/hours";
    }

    private static Instant time(String field, String text, String zone) {
        try {
            return LocalDateTime.parse(text).atZone(ZoneId.of(zone)).toInstant();
        } catch (DateTimeException unreadable) {
            throw Refusal.invalid("bad-time", field, text, "Give a day and a time such as 2026-11-25T07:30.");
        }
    }
}

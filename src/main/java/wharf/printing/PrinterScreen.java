package wharf.printing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

/** Printers, the newest jobs, and what the simulated printers would have printed. */
@Controller
class PrinterScreen {
    private static final int JOBS = 50;
    private static final int PAGES = 6;

    private final Printers printers;
    private final PrintJobs jobs;
    private final SimulatedPages pages;

    PrinterScreen(Printers printers, PrintJobs jobs, SimulatedPages pages) {
        this.printers = printers;
        this.jobs = jobs;
        this.pages = pages;
    }

    @Bean
    static MenuEntry printersEntry() {
        return new MenuEntry(MenuEntry.Section.SETTINGS, 30, "Printers", "/printers", Authority.SHIPPING_WORK);
    }

    @GetMapping("/printers")
    @PreAuthorize("hasAuthority('shipping:work')")
    String printers(Model model) {
        var all = printers.all();
        Map<UUID, List<SimulatedPages.Page>> out = all.stream()
                .filter(printer -> printer.kind() == Printer.Kind.SIMULATED)
                .limit(20)
                .collect(Collectors.toMap(Printer::id, printer -> pages.latest(printer.id(), PAGES)));
        model.addAttribute("printers", all);
        model.addAttribute("pages", out);
        model.addAttribute("jobs", jobs.list(null, null, JOBS));
        return "printing/printers";
    }
}

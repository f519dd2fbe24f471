package wharf.printing;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** Printers, the newest jobs, and what the simulated printers would have printed. */
@Controller
class PrinterScreen {
    private static final int JOBS = 30;
    private static final int PAGES = 6;

    private final Printers printers;
    private final PrintJobs jobs;
    private final SimulatedPages pages;
    private final AgentJobs agentJobs;

    PrinterScreen(Printers printers, PrintJobs jobs, SimulatedPages pages, AgentJobs agentJobs) {
        this.agentJobs = agentJobs;
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
        model.addAttribute("unknown", jobs.unknown());
        return "printing/printers";
    }

    /** A document that came out of a simulated printer. */
    @GetMapping(path = "/printers/pages/{id}/document")
    @PreAuthorize("hasAuthority('shipping:work')")
    ResponseEntity<byte[]> document(@PathVariable long id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).body(found(id));
    }

    /** Its first page, small. */
    @GetMapping(path = "/printers/pages/{id}/picture")
    @PreAuthorize("hasAuthority('shipping:work')")
    ResponseEntity<byte[]> picture(@PathVariable long id) {
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(PdfDocuments.picture(found(id)));
    }

    private byte[] found(long page) {
        return pages.document(page).orElseThrow(() -> Refusal.notFound("printed document", page));
    }

    /** The page of a job that nobody knew of lies there. */
    @PostMapping("/printers/jobs/{id}/arrival")
    @PreAuthorize("hasAuthority('shipping:work')")
    String cameOut(@PathVariable UUID id, RedirectAttributes flash) {
        agentJobs.cameOut(id);
        flash.addFlashAttribute("flash", "Good: the page is there.");
        return "redirect:/printers";
    }

    /** It does not, or half of it. */
    @PostMapping("/printers/jobs/{id}/retry")
    @PreAuthorize("hasAuthority('shipping:work')")
    String printAgain(@PathVariable UUID id, RedirectAttributes flash) {
        agentJobs.printAgain(id);
        flash.addFlashAttribute("flash", "It is printed again, marked COPY.");
        return "redirect:/printers";
    }

    @PostMapping("/printers/jobs/{id}/reprint")
    @PreAuthorize("hasAuthority('shipping:work')")
    String reprint(@PathVariable UUID id, RedirectAttributes flash) {
        jobs.reprint(id);
        flash.addFlashAttribute("flash", "It is printed again, marked COPY.");
        return "redirect:/printers#jobs";
    }
}

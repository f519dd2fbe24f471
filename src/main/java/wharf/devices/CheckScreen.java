package wharf.devices;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.Context;
import wharf.platform.Words;
import wharf.printing.Barcode;
import wharf.printing.PrintJob;
import wharf.printing.PrintJobs;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** The page of a joined browser: tries what it has, and tells the manager's page. Open to every browser that joined, signed in or not. */
@Controller
@RequestMapping("/device")
class CheckScreen {
    private static final Context CONTEXT = Context.background("device");

    private final Findings findings;
    private final Sites sites;
    private final TestLabels labels;
    private final PrintJobs jobs;

    CheckScreen(Findings findings, Sites sites, TestLabels labels, PrintJobs jobs) {
        this.findings = findings;
        this.sites = sites;
        this.labels = labels;
        this.jobs = jobs;
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    String check(Model model) {
        var device = ThisDevice.find();
        if (device.isEmpty()) {
            model.addAttribute("minutes", Joining.LIFE.toMinutes());
            return "devices/closed";
        }
        model.addAttribute("device", device.get());
        model.addAttribute(
                "site",
                CONTEXT.call(() -> sites.find(device.get().warehouse().value()))
                        .map(Site::name)
                        .orElse(""));
        model.addAttribute("found", CONTEXT.call(() -> findings.of(device.get().id())));
        model.addAttribute("barcode", TestLabels.BARCODE);
        model.addAttribute("bars", Barcode.code128(TestLabels.BARCODE));
        return "devices/check";
    }

    @PostMapping("/findings")
    @PreAuthorize("permitAll()")
    ResponseEntity<Void> found(
            @RequestParam Finding.Thing thing,
            @RequestParam boolean works,
            @RequestParam(defaultValue = "") @Size(max = 200) String detail) {
        var device = known();
        CONTEXT.run(() -> findings.put(device.id(), thing, works, detail));
        return ResponseEntity.noContent().build();
    }

    /** Prints a label where this device's labels come out; answers with the job's number. */
    @PostMapping("/labels")
    @PreAuthorize("permitAll()")
    ResponseEntity<String> print() {
        var device = known();
        var job = CONTEXT.call(() -> labels.print(device.warehouse(), device.station(), device.name()));
        return ResponseEntity.status(HttpStatus.CREATED).body(job.toString());
    }

    /** A part of the page: how far a test label is. */
    @GetMapping("/labels/{job}")
    @PreAuthorize("permitAll()")
    String label(@PathVariable UUID job, Model model) {
        known();
        model.addAttribute("job", testLabel(job));
        model.addAttribute("path", "/device/labels/" + job);
        model.addAttribute("words", Words.here());
        return "devices/label";
    }

    /** Of test labels only: their root is the job itself. */
    private PrintJob testLabel(UUID id) {
        return CONTEXT.call(() -> jobs.find(id))
                .filter(one -> one.subject().equals(id))
                .orElseThrow(() -> Refusal.notFound("test label", id));
    }

    private static Device known() {
        return ThisDevice.find()
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.FORBIDDEN,
                        List.of(Problem.of(
                                "not-joined",
                                "",
                                null,
                                "This browser has not joined; open a join link from /devices."))));
    }
}

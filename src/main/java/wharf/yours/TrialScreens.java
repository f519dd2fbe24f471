package wharf.yours;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.Cursor;
import wharf.platform.Leaf;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.platform.web.CsvExport;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** "Make it yours": drop files in, say what they mean, look at what would have been. */
@Controller
class TrialScreens {
    private static final int SHOWN = 50;
    private static final int EXTREMES = 12;
    private static final int EXPORTED_AT_ONCE = 500;
    private static final String PAGE = "redirect:/yours/";

    private final Trials trials;
    private final TrialFiles files;
    private final Uploads uploads;
    private final Mappings mappings;
    private final TrialPages pages;
    private final Merchants merchants;
    private final Network network;
    private final JsonMapper json;

    TrialScreens(
            Trials trials,
            TrialFiles files,
            Uploads uploads,
            Mappings mappings,
            TrialPages pages,
            Merchants merchants,
            Network network,
            JsonMapper json) {
        this.trials = trials;
        this.files = files;
        this.uploads = uploads;
        this.mappings = mappings;
        this.pages = pages;
        this.merchants = merchants;
        this.network = network;
        this.json = json;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry yoursEntry() {
            return new MenuEntry(MenuEntry.Section.OVERVIEW, 90, "Make it yours", "/yours", Authority.ORDERS_READ);
        }
    }

    @GetMapping("/yours")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam(required = false) @Nullable String merchant, Model model) {
        model.addAttribute("trials", trials.latest(merchants.filter(merchant), SHOWN));
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("keptDays", trials.kept().toDays());
        return "yours/list";
    }

    @PostMapping("/yours")
    @PreAuthorize("hasAuthority('orders:write')")
    String drop(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            RedirectAttributes flash) {
        var id = merchants.requested(merchant);
        var sent = new ArrayList<Uploads.Sent>();
        for (var file : Objects.requireNonNullElse(files, List.<MultipartFile>of()))
            if (!file.isEmpty())
                sent.add(new Uploads.Sent(
                        Objects.requireNonNullElse(file.getOriginalFilename(), "file"), file::getInputStream));
        try {
            return PAGE + uploads.take(id, sent) + "/mapping";
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", "Nothing was kept. " + sentence(refusal));
            return "redirect:/yours";
        }
    }

    @GetMapping("/yours/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    String show(
            @PathVariable UUID id,
            @RequestHeader(name = "HX-Target", required = false) @Nullable String target,
            HttpServletResponse response,
            Model model) {
        var trial = trials.one(id);
        // The page that watched the run becomes the page of its result.
        if ("now".equals(target) && !trial.state().runs()) response.setHeader("HX-Refresh", "true");
        if (trial.state() == TrialState.MAPPING) return PAGE + id + "/mapping";
        model.addAttribute("trial", trial);
        model.addAttribute("files", files.of(id));
        model.addAttribute("counts", pages.problemCounts(id));
        model.addAttribute("merchants", merchants.all());
        var summary = trial.summary();
        if (trial.state() != TrialState.DONE || summary == null) return "yours/progress";
        model.addAttribute("summary", summary);
        model.addAttribute("assumptions", Objects.requireNonNull(trial.assumptions()));
        model.addAttribute("own", network.own());
        model.addAttribute("best", pages.extremes(trial, true, EXTREMES));
        model.addAttribute("worst", pages.extremes(trial, false, EXTREMES));
        model.addAttribute("shipped", pages.shippedAlready(id));
        model.addAttribute("spots", json.writeValueAsString(pages.map(trial)));
        model.addAttribute("arrivals", json.writeValueAsString(summary.arrivals()));
        model.addAttribute(
                "regions",
                json.writeValueAsString(summary.regions().stream().limit(20).toList()));
        return "yours/result";
    }

    @GetMapping("/yours/{id}/mapping")
    @PreAuthorize("hasAuthority('orders:read')")
    String mapping(@PathVariable UUID id, Model model) {
        var trial = trials.one(id);
        var all = files.of(id);
        model.addAttribute("trial", trial);
        model.addAttribute("files", all);
        model.addAttribute("missing", Mappings.missing(all));
        return "yours/mapping";
    }

    @PostMapping("/yours/{id}/mapping")
    @PreAuthorize("hasAuthority('orders:write')")
    String run(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String country,
            @RequestParam(defaultValue = "") String currency,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "") String channel,
            @RequestParam Map<String, String> form,
            RedirectAttributes flash) {
        trials.one(id);
        try {
            mappings.run(
                    id,
                    new Settings(country.strip(), currency.strip(), zone.strip(), channel.strip()),
                    Mappings.ofForm(form, files.of(id)));
            return PAGE + id;
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", "Not started. " + sentence(refusal));
            return PAGE + id + "/mapping";
        }
    }

    @PostMapping("/yours/{id}/assumptions")
    @PreAuthorize("hasAuthority('orders:write')")
    String again(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "own") String sites,
            @RequestParam(required = false) Assumptions.@Nullable Stocking stocking,
            @RequestParam(defaultValue = "") String baseline,
            @RequestParam Map<String, String> form,
            RedirectAttributes flash) {
        var trial = trials.one(id);
        try {
            trials.again(id, pages.wished(trial, sites, stocking, baseline, form));
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", sentence(refusal));
        }
        return PAGE + id;
    }

    @PostMapping("/yours/{id}/cancellation")
    @PreAuthorize("hasAuthority('orders:write')")
    String cancel(@PathVariable UUID id) {
        trials.cancel(id);
        return PAGE + id;
    }

    @PostMapping("/yours/{id}/deletion")
    @PreAuthorize("hasAuthority('orders:write')")
    String delete(@PathVariable UUID id, RedirectAttributes flash) {
        trials.delete(id);
        flash.addFlashAttribute("flash", "The files and all that was read from them are gone.");
        return "redirect:/yours";
    }

    @PostMapping("/yours/{id}/import")
    @PreAuthorize("hasAuthority('orders:write') and hasAuthority('catalog:write')")
    String take(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean assumedItems,
            @RequestParam(defaultValue = "false") boolean shippedToo,
            RedirectAttributes flash) {
        trials.one(id);
        try {
            trials.take(id, Taking.started(assumedItems, shippedToo));
            flash.addFlashAttribute("flash", "The orders are being taken in; this page shows how far it is.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", sentence(refusal));
        }
        return PAGE + id;
    }

    @GetMapping("/yours/{id}/problems")
    @PreAuthorize("hasAuthority('orders:read')")
    String problems(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Boolean severe,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var turn = Turn.of(after, null, 1);
        var from = turn.from();
        var rows = pages.problems(trials.one(id).id(), severe, from == null ? 0 : from.number(0), SHOWN + 1);
        var cut = turn.cut(rows, SHOWN, problem -> Cursor.encode(problem.n()));
        model.addAttribute("trial", trials.one(id));
        model.addAttribute("files", files.of(id));
        model.addAttribute("severe", severe);
        model.addAttribute("problems", new Leaf<>(cut.items(), null, cut.after()));
        return "yours/problems";
    }

    @GetMapping("/yours/{id}/problems.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void problemsCsv(@PathVariable UUID id, HttpServletResponse response) {
        trials.one(id);
        var names = files.of(id);
        CsvExport.<TrialProblem>send(
                response,
                "problems.csv",
                List.of("severity", "file", "line", "order", "field", "value", "message"),
                last -> pages.problems(id, null, last == null ? 0 : last.n(), EXPORTED_AT_ONCE),
                problem -> Arrays.asList(
                        problem.severe() ? "not accepted" : "assumed",
                        problem.fileNo() == null
                                ? null
                                : names.get(problem.fileNo()).name(),
                        problem.line(),
                        problem.ref(),
                        problem.field(),
                        problem.value(),
                        problem.message()));
    }

    @GetMapping("/yours/{id}/orders.csv")
    @PreAuthorize("hasAuthority('orders:read')")
    void ordersCsv(@PathVariable UUID id, HttpServletResponse response) {
        pages.export(trials.one(id), response);
    }

    @GetMapping("/yours/{id}/orders/{n}")
    @PreAuthorize("hasAuthority('orders:read')")
    String order(@PathVariable UUID id, @PathVariable int n, Model model) {
        var trial = trials.one(id);
        var one = pages.order(trial, n);
        model.addAttribute("trial", trial);
        model.addAttribute("one", one);
        return "yours/order";
    }

    static String sentence(Refusal refusal) {
        return refusal.problems().stream()
                .map(problem ->
                        problem.code().equals("missing") || problem.code().equals("twice")
                                ? problem.field() + ": " + problem.message()
                                : problem.message())
                .distinct()
                .limit(6)
                .reduce((a, b) -> a + " " + b)
                .orElse("This was refused.");
    }
}

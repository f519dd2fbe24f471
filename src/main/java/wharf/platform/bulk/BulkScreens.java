package wharf.platform.bulk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** From rows chosen in a list to a job: what it comes to, the questions before, and how far it is. */
@Controller
class BulkScreens {
    private static final int SHOWN = 50;
    /** What a form says beside the filters of its list. */
    private static final Set<String> NO_FILTERS = Set.of("list", "action", "key", "all", "requestId", "typed", "_csrf");

    private static final HttpStatusCode UNPROCESSABLE = HttpStatusCode.valueOf(422);

    private final BulkJobs jobs;

    BulkScreens(BulkJobs jobs) {
        this.jobs = jobs;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry bulkEntry() {
            return new MenuEntry(MenuEntry.Section.ORDERS, 40, "Bulk jobs", "/bulk", Authority.ORDERS_WRITE);
        }
    }

    @GetMapping("/bulk")
    @PreAuthorize("hasAuthority('orders:write')")
    String list(@RequestParam(required = false) @Nullable UUID before, Model model) {
        var found = jobs.list(before, SHOWN + 1);
        model.addAttribute("jobs", found.stream().limit(SHOWN).toList());
        model.addAttribute(
                "next", found.size() > SHOWN ? found.get(SHOWN - 1).id().toString() : "");
        return "bulk/jobs";
    }

    /** What an action on the chosen rows would come to. */
    @GetMapping("/bulk/new")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView ask(
            @RequestParam String list,
            @RequestParam String action,
            @RequestParam(required = false) String @Nullable [] key,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam Map<String, String> parameters) {
        return form(wanted(list, action, key, all, null, parameters), Ids.next(), List.of());
    }

    @PostMapping("/bulk")
    @PreAuthorize("hasAuthority('orders:write')")
    ModelAndView start(
            @RequestParam String list,
            @RequestParam String action,
            @RequestParam(required = false) String @Nullable [] key,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam UUID requestId,
            @RequestParam(defaultValue = "") String typed,
            @RequestParam Map<String, String> parameters) {
        var wanted = wanted(list, action, key, all, number(typed), parameters);
        try {
            return new ModelAndView("redirect:/bulk/" + jobs.start(wanted, requestId));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.INVALID) throw refusal;
            return form(wanted, requestId, refusal.problems());
        }
    }

    /** Null for what is no number. */
    private static @Nullable Integer number(String typed) {
        return typed.strip().matches("[0-9]{1,9}") ? Integer.valueOf(typed.strip()) : null;
    }

    private ModelAndView form(BulkJobs.Wanted wanted, UUID requestId, List<Problem> problems) {
        var page = new ModelAndView("bulk/new");
        page.addObject("preview", jobs.preview(wanted));
        page.addObject("wanted", wanted);
        page.addObject("requestId", requestId.toString());
        page.addObject("problems", problems);
        if (!problems.isEmpty()) page.setStatus(UNPROCESSABLE);
        return page;
    }

    private static BulkJobs.Wanted wanted(
            String list,
            String action,
            String @Nullable [] keys,
            boolean all,
            @Nullable Integer confirmed,
            Map<String, String> parameters) {
        var answers = new LinkedHashMap<String, String>();
        var filters = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (name.startsWith("answer.")) answers.put(name.substring("answer.".length()), value);
            else if (!NO_FILTERS.contains(name)) filters.put(name, value);
        });
        return new BulkJobs.Wanted(
                list, action, keys == null ? List.of() : Arrays.asList(keys), all, filters, answers, confirmed);
    }

    @GetMapping("/bulk/{id}")
    @PreAuthorize("hasAuthority('orders:write')")
    String show(@PathVariable UUID id, Model model) {
        var job = jobs.find(id);
        model.addAttribute("job", job);
        model.addAttribute("refused", jobs.items(job, BulkJob.ItemState.REFUSED));
        return "bulk/job";
    }

    @PostMapping("/bulk/{id}/cancel")
    @PreAuthorize("hasAuthority('orders:write')")
    String cancel(@PathVariable UUID id, RedirectAttributes flash) {
        var job = jobs.cancel(id);
        flash.addFlashAttribute(
                "flash",
                job.state() == BulkJob.State.CANCELLED
                        ? "The job is stopped. What was done stays done; %d rows are as they were."
                                .formatted(job.skipped())
                        : "The job was over already.");
        return "redirect:/bulk/" + id;
    }

    @PostMapping("/bulk/{id}/undo")
    @PreAuthorize("hasAuthority('orders:write')")
    String undo(@PathVariable UUID id, RedirectAttributes flash) {
        try {
            return "redirect:/bulk/" + jobs.undo(id);
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
            return "redirect:/bulk/" + id;
        }
    }
}

package wharf.picking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.catalog.PictureBook;
import wharf.inventory.Allocations.Loss;
import wharf.platform.Practice;
import wharf.platform.Words;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.FloorSite;
import wharf.warehouse.Warehouses;

/** Picking, putting back and counting on the floor: one field that always has focus, and the next thing to do. */
@Controller
@PreAuthorize("hasAuthority('floor:work')")
class FloorScreens {
    private static final int MOST_COUNTS = 50;

    private final Warehouses warehouses;
    private final Desk desk;
    private final PickSteps steps;
    private final PutBackSteps putBacks;
    private final CountTasks counts;

    FloorScreens(Warehouses warehouses, Desk desk, PickSteps steps, PutBackSteps putBacks, CountTasks counts) {
        this.warehouses = warehouses;
        this.desk = desk;
        this.steps = steps;
        this.putBacks = putBacks;
        this.counts = counts;
    }

    /** Where one is, what one has in hand, and what it looks like. */
    @org.springframework.stereotype.Component("floorDesk")
    record Desk(FloorSite site, PickBatches batches, PictureBook pictures, ObjectProvider<PracticeSupply> supply) {}

    @GetMapping("/floor/pick")
    String pick(HttpServletRequest request, Model model) {
        var here = desk.site().of(request);
        if (here.isEmpty()) return "redirect:/floor";
        var words = Words.here();
        var site = here.get().id();
        boolean practice = Practice.of(request);
        var batch =
                desk.batches().current(site, practice).or(() -> desk.batches().lastToPutBack(site, practice));
        model.addAttribute("words", words);
        model.addAttribute("site", here.get());
        model.addAttribute("step", batch.map(id -> steps.show(words, id)).orElse(null));
        return "picking/pick";
    }

    @PostMapping("/floor/pick/claim")
    String claim(@RequestParam WarehouseId site, HttpServletRequest request, RedirectAttributes after) {
        boolean practice = Practice.of(request);
        try {
            if (!claimed(site, practice))
                after.addFlashAttribute("flash", Words.here().say(practice ? "practice.wait" : "nothing"));
        } catch (Refusal refused) {
            refuse(refused, after);
        }
        return "redirect:/floor/pick";
    }

    private boolean claimed(WarehouseId site, boolean practice) {
        if (desk.batches().claim(site, practice).isPresent()) return true;
        if (!practice) return false;
        desk.supply().ifAvailable(supply -> supply.need(site));
        return desk.batches().claim(site, true).isPresent();
    }

    @PostMapping("/floor/pick/scan")
    String scan(PickSteps.Scan scan, Model model) {
        model.addAttribute("step", steps.scan(Words.here(), scan));
        return "picking/step";
    }

    @PostMapping("/floor/pick/undo")
    String undo(PickSteps.Scan scan, @RequestParam(required = false) @Nullable UUID last, Model model) {
        model.addAttribute("step", steps.undo(Words.here(), scan, last));
        return "picking/step";
    }

    @PostMapping("/floor/pick/acknowledgements")
    String acknowledge(PickSteps.Scan scan, @RequestParam UUID instruction, Model model) {
        model.addAttribute("step", steps.acknowledge(Words.here(), scan, instruction));
        return "picking/step";
    }

    @PostMapping("/floor/pick/short")
    String lose(
            @RequestParam UUID batch,
            @RequestParam UUID task,
            @RequestParam Loss reason,
            @RequestParam(required = false) @Nullable Integer quantity,
            @RequestParam(required = false) @Nullable UUID scanId,
            Model model) {
        var report = new LossReport(scanId == null ? Ids.next() : scanId, task, quantity, reason);
        model.addAttribute("step", steps.lose(Words.here(), report, batch));
        return "picking/step";
    }

    @PostMapping("/floor/pick/hand-over")
    String giveBack(@RequestParam UUID batch) {
        desk.batches().giveBack(batch);
        return "redirect:/floor";
    }

    @GetMapping("/floor/putback")
    String putBack(HttpServletRequest request, Model model) {
        var here = desk.site().of(request);
        if (here.isEmpty()) return "redirect:/floor";
        model.addAttribute("site", here.get());
        model.addAttribute("step", putBacks.show(Words.here(), here.get().id()));
        return "picking/putback";
    }

    @PostMapping("/floor/putback/scan")
    String putBackScan(PutBackSteps.Scan scan, Model model) {
        model.addAttribute("site", warehouses.get(scan.site()));
        model.addAttribute("step", putBacks.scan(Words.here(), scan));
        return "picking/putbackstep";
    }

    @PostMapping("/floor/putback/undo")
    String putBackUndo(
            PutBackSteps.Scan scan,
            @RequestParam(required = false) @Nullable UUID lastTask,
            @RequestParam(required = false) @Nullable UUID last,
            Model model) {
        model.addAttribute("site", warehouses.get(scan.site()));
        model.addAttribute("step", putBacks.undo(Words.here(), scan, lastTask, last));
        return "picking/putbackstep";
    }

    @GetMapping("/floor/count")
    String count(HttpServletRequest request, Model model) {
        var here = desk.site().of(request);
        if (here.isEmpty()) return "redirect:/floor";
        var site = here.get().id();
        var tasks = counts.open(site, Practice.of(request), null, MOST_COUNTS);
        model.addAttribute("words", Words.here());
        model.addAttribute("site", here.get());
        model.addAttribute("tasks", tasks);
        model.addAttribute("last", counts.last(site).orElse(null));
        model.addAttribute("pictures", pictures(tasks));
        return "picking/count";
    }

    private Map<UUID, String> pictures(java.util.List<CountTask> tasks) {
        var items =
                tasks.stream().map(task -> new ItemId(task.itemId())).distinct().toList();
        return desk.pictures().of(items).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().value(), Map.Entry::getValue));
    }

    @PostMapping("/floor/count/{task}")
    String counted(
            @PathVariable UUID task, @RequestParam @Min(0) @Max(1_000_000) int counted, RedirectAttributes after) {
        try {
            var done = counts.count(task, counted);
            after.addFlashAttribute("flash", Words.here().say("count.done", done.bin(), counted));
        } catch (Refusal refused) {
            refuse(refused, after);
        }
        return "redirect:/floor/count";
    }

    @PostMapping("/floor/count/{task}/undo")
    String uncounted(@PathVariable UUID task, RedirectAttributes after) {
        try {
            var open = counts.undo(task);
            after.addFlashAttribute("flash", Words.here().say("count.undone", open.bin()));
        } catch (Refusal refused) {
            refuse(refused, after);
        }
        return "redirect:/floor/count";
    }

    private static void refuse(Refusal refused, RedirectAttributes after) {
        after.addFlashAttribute(
                "flashError", Words.here().refused(refused.problems().getFirst()));
    }
}

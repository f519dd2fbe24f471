package wharf.returns.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.catalog.Items;
import wharf.merchant.Merchants;
import wharf.platform.CleanPhoto;
import wharf.platform.MenuEntry;
import wharf.platform.StoredFiles;
import wharf.platform.Words;
import wharf.returns.Disposition;
import wharf.returns.Grade;
import wharf.returns.Receiving;
import wharf.returns.ReturnView;
import wharf.returns.Returns;
import wharf.returns.UnknownReturns;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.ReturnId;
import wharf.shared.Texts;
import wharf.shared.WarehouseId;
import wharf.warehouse.FloorSite;
import wharf.warehouse.Warehouses;

/** The returns dock: one field to scan into, then count and judge, line by line; units fit to be sold are carried back from here. */
@Controller
@RequestMapping("/floor/returns")
@PreAuthorize("hasAuthority('floor:work')")
class FloorReturnScreen {
    private static final int MOST_TASKS = 100;

    private final Warehouses warehouses;
    private final ReturnDockApi.Desk desk;
    private final Returns returns;
    private final Names names;
    private final StoredFiles files;
    private final TransactionTemplate transaction;

    FloorReturnScreen(
            Warehouses warehouses,
            ReturnDockApi.Desk desk,
            Returns returns,
            Names names,
            StoredFiles files,
            TransactionTemplate transaction) {
        this.warehouses = warehouses;
        this.desk = desk;
        this.returns = returns;
        this.names = names;
        this.files = files;
        this.transaction = transaction;
    }

    /** Whose things are what. */
    @org.springframework.stereotype.Component("returnNames")
    record Names(Items items, Merchants merchants, FloorSite sites) {}

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry floorReturnsEntry() {
            return new MenuEntry(
                    MenuEntry.Section.WAREHOUSE, 35, "Returns dock", "/floor/returns", Authority.FLOOR_WORK);
        }
    }

    @GetMapping
    String start(HttpServletRequest http, Model model) {
        var site = names.sites().of(http);
        if (site.isEmpty()) return "redirect:/floor";
        model.addAttribute("words", Words.here());
        model.addAttribute("site", site.get());
        model.addAttribute("tasks", desk.putAways().open(site.get().id(), MOST_TASKS));
        model.addAttribute("last", desk.putAways().last(site.get().id()).orElse(null));
        model.addAttribute("merchants", names.merchants().all());
        model.addAttribute("request", Ids.next());
        return "returns/floor";
    }

    @PostMapping("/scan")
    String scan(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable UUID request,
            RedirectAttributes flash) {
        try {
            var meaning = desk.scans().find(code);
            if (meaning.isEmpty()) {
                flash.addFlashAttribute("flashError", Words.here().say("returns.unknown-code", shortened(code)));
                return "redirect:/floor/returns";
            }
            var view = desk.scans().open(meaning.get(), request == null ? Ids.next() : request);
            return "redirect:/floor/returns/" + view.id();
        } catch (Refusal refusal) {
            return refused(refusal, "redirect:/floor/returns", flash);
        }
    }

    @GetMapping("/{id}")
    String one(@PathVariable ReturnId id, HttpServletRequest http, Model model) {
        var view = returns.get(id);
        var site = names.sites().of(http);
        if (site.isEmpty()) return "redirect:/floor";
        model.addAttribute("words", Words.here());
        model.addAttribute("site", site.get());
        model.addAttribute("it", view);
        return "returns/floor-one";
    }

    /** Counts a line by hand, or whatever item was scanned. */
    @PostMapping("/{id}/count")
    String count(
            @PathVariable ReturnId id,
            @RequestParam WarehouseId site,
            @RequestParam(required = false) @Nullable Integer line,
            @RequestParam(required = false) @Nullable Integer quantity,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(required = false) @Nullable UUID count,
            RedirectAttributes flash) {
        return command(id, flash, () -> {
            warehouses.get(site);
            var view = returns.get(id);
            var scanned = line == null ? scanned(view, code) : new Scanned(line, 1);
            int units = quantity == null ? scanned.units() : quantity;
            var counted = desk.receiving()
                    .count(new Receiving.NewCount(count == null ? Ids.next() : count, id, scanned.line(), units, site));
            return counted.over() == 0
                    ? Words.here().say("returns.counted", counted.taken())
                    : Words.here().say("returns.over", counted.taken(), counted.over());
        });
    }

    private record Scanned(int line, int units) {}

    private Scanned scanned(ReturnView view, String code) {
        var text = code.strip();
        if (text.isEmpty() || text.length() > 100 || text.indexOf('\0') >= 0)
            throw Refusal.invalid("unknown-code", "code", code, "Scan an item of this return.");
        for (var line : view.lines()) if (line.sku().equalsIgnoreCase(text)) return new Scanned(line.line(), 1);
        var meant = names.items().resolve(text).stream()
                .filter(one -> one.merchant().equals(view.merchant()))
                .toList();
        for (var one : meant) {
            var item = names.items().find(List.of(one.item())).get(one.item());
            if (item == null) continue;
            for (var line : view.lines())
                if (line.sku().equals(item.sku())) return new Scanned(line.line(), one.units());
        }
        throw Refusal.invalid(
                "not-in-return",
                "code",
                code,
                "This item is not part of the return: grade the unit D, or use the photo queue.");
    }

    @PostMapping("/{id}/undo")
    String undo(@PathVariable ReturnId id, @RequestParam UUID count, RedirectAttributes flash) {
        return command(id, flash, () -> {
            desk.receiving().undo(id, count);
            return Words.here().say("returns.undone");
        });
    }

    @PostMapping("/{id}/grade")
    String grade(
            @PathVariable ReturnId id,
            @RequestParam WarehouseId site,
            @RequestParam int line,
            @RequestParam(defaultValue = "1") int quantity,
            @RequestParam Grade grade,
            @RequestParam(required = false) @Nullable Disposition disposition,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable MultipartFile photo,
            @RequestParam(required = false) @Nullable UUID judgement,
            RedirectAttributes flash) {
        return command(id, flash, () -> {
            warehouses.get(site);
            var view = returns.get(id);
            desk.receiving()
                    .grade(new Receiving.NewGrade(
                            judgement == null ? Ids.next() : judgement,
                            id,
                            line,
                            quantity,
                            grade,
                            disposition,
                            kept(photo, view.merchant(), view.order().value(), view.name()),
                            note,
                            site));
            return Words.here().say("returns.graded", quantity, grade.name());
        });
    }

    @PostMapping("/{id}/finish")
    String finish(@PathVariable ReturnId id, RedirectAttributes flash) {
        try {
            desk.receiving().finish(id);
            flash.addFlashAttribute("flash", Words.here().say("returns.finished"));
            return "redirect:/floor/returns";
        } catch (Refusal refusal) {
            return refused(refusal, "redirect:/floor/returns/" + id, flash);
        }
    }

    /** A parcel that says nothing of itself goes into the photo queue. */
    @PostMapping("/unknown")
    String unknown(
            @RequestParam WarehouseId site,
            @RequestParam(required = false) @Nullable MerchantId merchant,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(required = false) @Nullable MultipartFile photo,
            RedirectAttributes flash) {
        try {
            warehouses.get(site);
            if (merchant != null && names.merchants().find(merchant).isEmpty())
                throw Refusal.notFound("merchant", merchant);
            var problems = new ArrayList<Problem>();
            Texts.require(problems, "description", description, 500);
            if (!problems.isEmpty()) throw Refusal.invalid(problems);
            var id = Ids.next();
            var kept = kept(photo, merchant, id, "unknown");
            transaction.executeWithoutResult(status -> desk.unknown()
                    .open(new UnknownReturns.Found(
                            id, merchant, site, UnknownReturns.Kind.NO_LABEL, null, description.strip(), kept)));
            flash.addFlashAttribute(
                    "flash",
                    Words.here()
                            .say(
                                    "returns.queued",
                                    String.valueOf(desk.unknown().get(id).number())));
        } catch (Refusal refusal) {
            return refused(refusal, "redirect:/floor/returns", flash);
        }
        return "redirect:/floor/returns";
    }

    @PostMapping("/putaway")
    String putAway(
            @RequestParam WarehouseId site,
            @RequestParam UUID task,
            @RequestParam(defaultValue = "") String bin,
            RedirectAttributes flash) {
        try {
            desk.putAways().putAway(site, task, bin);
            flash.addFlashAttribute("flash", Words.here().say("returns.put", shortened(bin)));
        } catch (Refusal refusal) {
            return refused(refusal, "redirect:/floor/returns", flash);
        }
        return "redirect:/floor/returns";
    }

    @PostMapping("/putaway/undo")
    String undoPutAway(@RequestParam WarehouseId site, @RequestParam UUID task, RedirectAttributes flash) {
        try {
            desk.putAways().undo(site, task);
            flash.addFlashAttribute("flash", Words.here().say("returns.putundone"));
        } catch (Refusal refusal) {
            return refused(refusal, "redirect:/floor/returns", flash);
        }
        return "redirect:/floor/returns";
    }

    private interface Command {
        /** What to say when it is done. */
        String run();
    }

    private static String command(ReturnId id, RedirectAttributes flash, Command command) {
        var back = "redirect:/floor/returns/" + id;
        try {
            flash.addFlashAttribute("flash", command.run());
            return back;
        } catch (Refusal refusal) {
            return refused(refusal, back, flash);
        }
    }

    private static String refused(Refusal refusal, String back, RedirectAttributes flash) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
        flash.addFlashAttribute(
                "flashError",
                refusal.problems().stream().map(Problem::message).distinct().reduce("", (a, b) -> a + " " + b));
        return back;
    }

    private @Nullable UUID kept(@Nullable MultipartFile photo, @Nullable MerchantId merchant, UUID root, String name) {
        if (photo == null || photo.isEmpty()) return null;
        try {
            var clean = CleanPhoto.of(photo.getSize() > CleanPhoto.LARGEST_BYTES ? new byte[0] : photo.getBytes())
                    .orElseThrow(() -> Refusal.invalid(
                            "bad-photo",
                            "photo",
                            photo.getContentType(),
                            "Send a JPEG or PNG picture of at most 8 MB."));
            return transaction.execute(status -> files.store(
                    merchant,
                    root,
                    "return photo",
                    name + "." + clean.extension(),
                    clean.mediaType(),
                    clean.content()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

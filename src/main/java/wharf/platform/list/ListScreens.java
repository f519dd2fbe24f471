package wharf.platform.list;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.Turn;
import wharf.shared.Refusal;

/** What all lists have beside their pages: the export, views that people keep, the columns they choose. */
@Controller
class ListScreens {
    private final Lists lists;
    private final SavedViews views;

    ListScreens(Lists lists, SavedViews views) {
        this.lists = lists;
        this.views = views;
    }

    /** The rows of a list that match, all of them, as CSV; whoever may see the list may take it along. */
    @GetMapping("/{list}.csv")
    @PreAuthorize("isAuthenticated()")
    void export(@PathVariable String list, @RequestParam Map<String, String> asked, HttpServletResponse response) {
        lists.export(lists.named(list), asked, response);
    }

    /** Keeps the filters that stand beside the name, if the list takes them. */
    @PostMapping("/lists/{list}/views")
    @PreAuthorize("hasAuthority('orders:read')")
    String keep(
            @PathVariable String list,
            @RequestParam(defaultValue = "") String viewName,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam(defaultValue = "false") boolean standard,
            @RequestParam Map<String, String> parameters,
            RedirectAttributes flash) {
        var listing = lists.named(list);
        var asked = new Asked(listing, parameters);
        listing.rows().read(asked, Turn.START, 1);
        try {
            var id = views.keep(list, viewName, asked.filters(), shared);
            if (standard) views.prefer(list, id);
            flash.addFlashAttribute("flash", "The view is kept as “" + viewName.strip() + "”.");
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:" + listing.path() + query(asked);
    }

    @PostMapping("/lists/{list}/views/{id}/forget")
    @PreAuthorize("hasAuthority('orders:read')")
    String forget(@PathVariable String list, @PathVariable UUID id, RedirectAttributes flash) {
        var listing = lists.named(list);
        views.forget(list, id);
        flash.addFlashAttribute("flash", "The view is removed. What it showed is untouched.");
        return "redirect:" + listing.path() + "?view=all";
    }

    /** @param view opens with the list from now on; none for the whole list */
    @PostMapping("/lists/{list}/standard")
    @PreAuthorize("hasAuthority('orders:read')")
    String prefer(
            @PathVariable String list, @RequestParam(required = false) @Nullable UUID view, RedirectAttributes flash) {
        var listing = lists.named(list);
        views.prefer(list, view);
        flash.addFlashAttribute("flash", "The list opens like this from now on.");
        return "redirect:" + listing.path() + (view == null ? "?view=all" : "");
    }

    /** @param column the names of those wanted; none for those shown at first */
    @PostMapping("/lists/{list}/columns")
    @PreAuthorize("hasAuthority('orders:read')")
    String choose(
            @PathVariable String list,
            @RequestParam(required = false) @Nullable List<String> column,
            @RequestParam Map<String, String> parameters) {
        var listing = lists.named(list);
        var known = new ArrayList<String>();
        for (var one : listing.columns()) if (column != null && column.contains(one.name())) known.add(one.name());
        views.choose(list, known);
        return "redirect:" + listing.path() + query(new Asked(listing, parameters));
    }

    private static String query(Asked asked) {
        return asked.filters().none() ? "?view=all" : asked.filters().query();
    }
}

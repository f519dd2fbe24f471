package wharf.shipping.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.Cursor;
import wharf.platform.Decisions;
import wharf.platform.MenuEntry;
import wharf.platform.Page;
import wharf.shared.Authority;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shipping.Labels;
import wharf.shipping.ParcelState;
import wharf.shipping.Parcels;
import wharf.shipping.tracking.DemoDepot;
import wharf.shipping.tracking.Journeys;

/** Parcels, and one parcel with its label, its prints and the reason for its service. */
@Controller
class ParcelScreen {
    private static final int SHOWN = 50;

    private final Parcels parcels;
    private final Labels labels;
    private final Decisions decisions;
    private final Journeys journeys;
    private final DemoDepot depot;

    ParcelScreen(Parcels parcels, Labels labels, Decisions decisions, Journeys journeys, DemoDepot depot) {
        this.parcels = parcels;
        this.labels = labels;
        this.decisions = decisions;
        this.journeys = journeys;
        this.depot = depot;
    }

    @Bean
    static MenuEntry parcelsEntry() {
        return new MenuEntry(MenuEntry.Section.WAREHOUSE, 60, "Parcels", "/parcels", Authority.ORDERS_READ);
    }

    @GetMapping("/parcels")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam @Nullable ParcelState state, @RequestParam @Nullable String cursor, Model model) {
        var after = Cursor.decode(cursor, 1);
        var rows = parcels.list(state, after == null ? null : new ParcelId(after.uuid(0)), SHOWN + 1);
        model.addAttribute("state", state);
        model.addAttribute("page", Page.of(rows, SHOWN, parcel -> Cursor.encode(parcel.id())));
        return "shipping/parcels";
    }

    @GetMapping("/parcels/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    String one(@PathVariable ParcelId id, Model model) {
        var parcel = parcels.find(id).orElseThrow(() -> Refusal.notFound("parcel", id));
        var choices = parcel.lines().isEmpty()
                ? List.of()
                : decisions.about(parcel.lines().getFirst().order().value()).stream()
                        .filter(decision -> decision.subject().equals(id.value()))
                        .toList();
        model.addAttribute("parcel", parcel);
        model.addAttribute("prints", labels.prints(id));
        model.addAttribute("decisions", choices);
        model.addAttribute("way", journeys.ways(List.of(id)).get(id));
        model.addAttribute("events", journeys.of(id).events().reversed());
        return "shipping/parcel";
    }

    @PostMapping("/parcels/{id}/reprint")
    @PreAuthorize("hasAuthority('shipping:work')")
    String reprint(@PathVariable ParcelId id) {
        labels.reprint(id);
        return "redirect:/parcels/" + id;
    }

    @PostMapping("/parcels/{id}/relabel")
    @PreAuthorize("hasAuthority('shipping:work')")
    String relabel(@PathVariable ParcelId id) {
        labels.renew(List.of(id), "asked for on the parcel's page");
        return "redirect:/parcels/" + id;
    }

    @PostMapping("/parcels/{id}/fast-forward")
    @PreAuthorize("hasAuthority('operations:manage')")
    String fastForward(@PathVariable ParcelId id, RedirectAttributes flash) {
        try {
            depot.fastForward(id);
            flash.addFlashAttribute("flash", "The simulated carrier has brought it to its end.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/parcels/" + id;
    }
}

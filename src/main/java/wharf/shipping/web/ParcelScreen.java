package wharf.shipping.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
import wharf.platform.Cursor;
import wharf.platform.Decisions;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;
import wharf.shared.ParcelId;
import wharf.shared.Refusal;
import wharf.shipping.LabelView;
import wharf.shipping.Labels;
import wharf.shipping.ParcelState;
import wharf.shipping.ParcelView;
import wharf.shipping.Parcels;
import wharf.shipping.tracking.DemoDepot;
import wharf.shipping.tracking.Journeys;

/** Parcels, and one parcel with its label, its prints and the reason for its service. */
@Controller
class ParcelScreen {
    private final Lists lists;
    private final Listing<ParcelView> listing;
    private final Parcels parcels;
    private final Labels labels;
    private final Decisions decisions;
    private final Journeys journeys;
    private final DemoDepot depot;

    ParcelScreen(
            Lists lists,
            Listing<ParcelView> listing,
            Parcels parcels,
            Labels labels,
            Decisions decisions,
            Journeys journeys,
            DemoDepot depot) {
        this.lists = lists;
        this.listing = listing;
        this.parcels = parcels;
        this.labels = labels;
        this.decisions = decisions;
        this.journeys = journeys;
        this.depot = depot;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry parcelsEntry() {
            return new MenuEntry(MenuEntry.Section.WAREHOUSE, 60, "Parcels", "/parcels", Authority.ORDERS_READ);
        }

        @Bean
        Listing<ParcelView> parcelListing(Parcels parcels) {
            return Listing.<ParcelView>of("parcels", "Parcels", Authority.ORDERS_READ)
                    .choice("state", "State", ParcelState.values())
                    .column("parcel", "Parcel", parcel -> Cell.link("/parcels/" + parcel.id(), parcel.number()))
                    .column("state", "State", ParcelScreen::state)
                    .column(
                            "to",
                            "To",
                            parcel -> Cell.text(
                                    parcel.shipTo().name(), parcel.shipTo().city()))
                    .column("service", "Service", parcel -> Cell.text(service(parcel)))
                    .column("tracking", "Tracking", parcel -> Cell.text(label(parcel, LabelView::tracking, "")))
                    .number("weight", "Weight", parcel -> Cell.text(parcel.weightGrams() + " g"))
                    .column("problem", "Problem", parcel -> Cell.text(label(parcel, LabelView::reason, "")))
                    .more("packed", "Packed", parcel -> Cell.at(parcel.packedAt()))
                    .more("shipped", "Shipped", parcel -> Cell.at(parcel.shippedAt()))
                    .csv("number", ParcelView::number)
                    .csv("state", ParcelView::state)
                    .csv("sscc", ParcelView::sscc)
                    .csv("name", parcel -> parcel.shipTo().name())
                    .csv("city", parcel -> parcel.shipTo().city())
                    .csv("service", parcel -> label(parcel, LabelView::service, parcel.requestedService()))
                    .csv("tracking", parcel -> label(parcel, LabelView::tracking, ""))
                    .csv("weight_grams", ParcelView::weightGrams)
                    .csv("packed_at", ParcelView::packedAt)
                    .csv("shipped_at", ParcelView::shippedAt)
                    .csv("id", ParcelView::id)
                    .empty("A parcel appears when a packer closes a carton at the pack station.")
                    .from(
                            (asked, turn, limit) -> parcels.list(asked.one("state", ParcelState.class), turn, limit),
                            parcel -> parcel.id().toString(),
                            parcel -> "parcel " + parcel.number(),
                            parcel -> Cursor.encode(parcel.id()),
                            1);
        }
    }

    private static String service(ParcelView parcel) {
        return Shown.service(label(parcel, LabelView::service, parcel.requestedService()));
    }

    private static String label(ParcelView parcel, Function<LabelView, @Nullable String> part, String otherwise) {
        var label = parcel.label();
        var value = label == null ? null : part.apply(label);
        return value == null ? otherwise : value;
    }

    private static Cell state(ParcelView parcel) {
        var tone = switch (parcel.state()) {
            case SHIPPED, DELIVERED -> "green";
            case EXCEPTION, RETURNED_TO_SENDER -> "orange";
            case LOST -> "red";
            case VOIDED -> "secondary";
            case PACKED, LABELLED, MANIFESTED -> "blue";
        };
        return Cell.badge(Shown.words(parcel.state().name()), tone);
    }

    @GetMapping("/parcels")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model);
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

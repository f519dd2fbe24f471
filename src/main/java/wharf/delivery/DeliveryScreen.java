package wharf.delivery;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.BusinessClock;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;

/** Parcels that are late or stuck. */
@Controller
class DeliveryScreen {
    private final Lists lists;
    private final Listing<Troubles.Trouble> listing;

    DeliveryScreen(Lists lists, Listing<Troubles.Trouble> listing) {
        this.lists = lists;
        this.listing = listing;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry deliveriesEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 4, "Late parcels", "/deliveries", Authority.ORDERS_READ);
        }

        @Bean
        Listing<Troubles.Trouble> troubleListing(Troubles troubles, BusinessClock clock) {
            return Listing.<Troubles.Trouble>of("deliveries", "Late parcels", Authority.ORDERS_READ)
                    .choice("kind", "Trouble", Troubles.Kind.values())
                    .column("parcel", "Parcel", it -> Cell.link("/parcels/" + it.parcelId(), it.number()))
                    .column("trouble", "Trouble", DeliveryScreen::kind)
                    .column("to", "To", it -> Cell.text(it.recipient(), it.city()))
                    .column("promised", "Promised", it -> day(it.promisedBy()))
                    .column("expected", "Expected", it -> day(it.expectedBy()))
                    .column("heard", "Last heard", it -> Cell.text(heard(it), it.lastPlace()))
                    .column("tracking", "Tracking", it -> Cell.text(it.tracking(), it.carrier()))
                    .number("age", "Age", it -> Cell.text(Shown.age(it.since(), clock.instant())))
                    .csv("parcel", Troubles.Trouble::number)
                    .csv("trouble", Troubles.Trouble::kind)
                    .csv("since", Troubles.Trouble::since)
                    .csv("promised_by", Troubles.Trouble::promisedBy)
                    .csv("expected_by", Troubles.Trouble::expectedBy)
                    .csv("carrier", Troubles.Trouble::carrier)
                    .csv("tracking", Troubles.Trouble::tracking)
                    .csv("milestone", Troubles.Trouble::milestone)
                    .csv("parcel_id", Troubles.Trouble::parcelId)
                    .empty(
                            "Every parcel under way keeps its promise. One appears here when it will not arrive by the day promised (late), or"
                                    + " when nothing was heard of it for three working days (stuck). The shopper of a late one was told when it appeared.")
                    .turns("Older", "Newer")
                    .from(
                            (asked, turn, limit) -> troubles.open(asked.one("kind", Troubles.Kind.class), turn, limit),
                            it -> it.parcelId() + "/" + it.kind(),
                            it -> "parcel " + it.number(),
                            Troubles.Trouble::cursor,
                            3);
        }

        private static Cell day(@Nullable LocalDate day) {
            return Cell.text(day == null ? "—" : Shown.day(day));
        }

        private static String heard(Troubles.Trouble it) {
            return it.milestone() == null ? "nothing yet" : Shown.words(it.milestone());
        }
    }

    private static Cell kind(Troubles.Trouble it) {
        return Cell.badge(Shown.words(it.kind().name()), it.kind() == Troubles.Kind.LATE ? "orange" : "red");
    }

    @GetMapping("/deliveries")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model);
    }
}

package wharf.order;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
import tools.jackson.databind.json.JsonMapper;
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Messages that could not become orders, and one of them: what came, what is wrong with it, and who has dealt with it how. */
@Controller
class ParkedScreen {
    private final Lists lists;
    private final Listing<ParkedMessages.Parked> listing;
    private final ParkedMessages messages;
    private final Merchants merchants;
    private final JsonMapper json;

    ParkedScreen(
            Lists lists,
            Listing<ParkedMessages.Parked> listing,
            ParkedMessages messages,
            Merchants merchants,
            JsonMapper json) {
        this.lists = lists;
        this.listing = listing;
        this.messages = messages;
        this.merchants = merchants;
        this.json = json;
    }

    @Configuration(proxyBeanMethods = false)
    static class Declared {
        @Bean
        Listing<ParkedMessages.Parked> parkedListing(
                ParkedMessages messages, Merchants merchants, BusinessClock clock) {
            return Listing.<ParkedMessages.Parked>of("parked-messages", "Parked messages", Authority.ORDERS_READ)
                    .choice("resolved", "State", "false", "Waiting", "true", "Dealt with")
                    .choiceOfSeveral("merchant", "Merchant", merchants::choices)
                    .column("order", "Order there", one -> Cell.link("/parked-messages/" + one.id(), one.order()))
                    .column("channel", "Channel", one -> Cell.text(one.channel()))
                    .column("wrong", "What is wrong", one -> Cell.text(wrong(one)))
                    .column("state", "State", ParkedScreen::state)
                    .number("age", "Age", one -> Cell.text(Shown.age(one.receivedAt(), clock.instant())))
                    .more("received", "Received", one -> Cell.at(one.receivedAt()))
                    .more("resolution", "What was done", one -> Cell.text(one.resolution()))
                    .more("by", "By", one -> Cell.text(one.resolvedBy()))
                    .csv("channel", ParkedMessages.Parked::channel)
                    .csv("external_id", ParkedMessages.Parked::externalId)
                    .csv("problems", ParkedScreen::wrong)
                    .csv("received_at", ParkedMessages.Parked::receivedAt)
                    .csv("resolved_at", ParkedMessages.Parked::resolvedAt)
                    .csv("resolved_by", ParkedMessages.Parked::resolvedBy)
                    .csv("resolution", ParkedMessages.Parked::resolution)
                    .csv("merchant", ParkedMessages.Parked::merchant)
                    .csv("id", ParkedMessages.Parked::id)
                    .turns("Older", "Newer")
                    .empty(
                            "A message is parked when it came from a channel or an import and cannot become an order as it is.")
                    .from(
                            (asked, turn, limit) -> messages.list(
                                    merchants.filter(asked.text("merchant")), asked.flag("resolved"), turn, limit),
                            one -> one.id().toString(),
                            ParkedMessages.Parked::order,
                            ParkedMessages.Parked::cursor,
                            2);
        }
    }

    private static String wrong(ParkedMessages.Parked one) {
        return one.problems().stream().map(Problem::message).collect(Collectors.joining(" "));
    }

    private static Cell state(ParkedMessages.Parked one) {
        return one.waits() ? Cell.badge("waiting", "red") : Cell.badge("dealt with", "green");
    }

    @GetMapping("/parked-messages")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model);
    }

    @GetMapping("/parked-messages/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    String one(@PathVariable UUID id, Model model) {
        var one = messages.find(id);
        model.addAttribute("one", one);
        model.addAttribute(
                "merchant", merchants.find(one.merchant()).orElseThrow().name());
        model.addAttribute("raw", json.writerWithDefaultPrettyPrinter().writeValueAsString(one.raw()));
        model.addAttribute("order", messages.taken(one).orElse(null));
        return "order/parked";
    }

    @PostMapping("/parked-messages/{id}/resolution")
    @PreAuthorize("hasAuthority('orders:write')")
    String resolve(@PathVariable UUID id, @RequestParam String resolution, RedirectAttributes flash) {
        try {
            messages.resolve(id, resolution);
            flash.addFlashAttribute("flash", "Dealt with: it waits for nobody any more.");
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/parked-messages/" + id;
    }
}

package wharf.order;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
import wharf.merchant.Merchants;
import wharf.platform.BusinessClock;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Messages that could not become orders, and one of them: what came, what is wrong with it, mending it, and who has dealt with it how. */
@Controller
class ParkedScreen {
    private final Lists lists;
    private final Listing<ParkedMessages.Parked> listing;
    private final ParkedMessages messages;
    private final ParkedPages pages;
    private final Mending mending;
    private final Merchants merchants;

    ParkedScreen(
            Lists lists,
            Listing<ParkedMessages.Parked> listing,
            ParkedMessages messages,
            ParkedPages pages,
            Mending mending,
            Merchants merchants) {
        this.lists = lists;
        this.listing = listing;
        this.messages = messages;
        this.pages = pages;
        this.mending = mending;
        this.merchants = merchants;
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
    String one(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer from, Model model) {
        return show(from == null ? pages.page(id) : pages.from(id, from), null, model);
    }

    private String show(ParkedPage page, @Nullable String refused, Model model) {
        model.addAttribute("page", page);
        model.addAttribute("refused", refused);
        model.addAttribute(
                "merchant",
                merchants.find(page.message().merchant()).orElseThrow().name());
        return "order/parked";
    }

    @PostMapping("/parked-messages/{id}/versions")
    @PreAuthorize("hasAuthority('orders:write') and hasAuthority('catalog:write')")
    String mend(
            @PathVariable UUID id,
            @RequestParam @Min(1) int version,
            @RequestParam String text,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        try {
            return tried(id, mending.mend(id, version, text), flash);
        } catch (Refusal refusal) {
            // Nothing was kept: the text is shown again, to be mended on top of what is there by now.
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            response.setStatus(refusal.kind().status);
            return show(pages.typed(id, text), refusal.getMessage(), model);
        }
    }

    @PostMapping("/parked-messages/{id}/takings")
    @PreAuthorize("hasAuthority('orders:write')")
    String take(@PathVariable UUID id, RedirectAttributes flash) {
        try {
            return tried(id, mending.again(id), flash);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
            return "redirect:/parked-messages/" + id;
        }
    }

    private static String tried(UUID id, Mending.Outcome outcome, RedirectAttributes flash) {
        switch (outcome) {
            case Mending.Outcome.Taken taken ->
                flash.addFlashAttribute("flash", taken.message().resolution());
            case Mending.Outcome.StillWrong wrong ->
                flash.addFlashAttribute(
                        "flashError",
                        "It cannot become an order yet: "
                                + Shown.count(wrong.problems().size(), "reason") + " below. What you wrote is kept.");
        }
        return "redirect:/parked-messages/" + id;
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

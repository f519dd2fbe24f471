package wharf.feedback;

import java.time.Instant;
import java.util.LinkedHashMap;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.merchant.Merchants;
import wharf.platform.Filters;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Turn;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** Reviews that wait for the merchant's word, and what was said of the others. */
@Controller
class ReviewScreen {
    private static final int SHOWN = 25;

    private final ItemReviews reviews;
    private final Merchants merchants;

    ReviewScreen(ItemReviews reviews, Merchants merchants) {
        this.reviews = reviews;
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry reviewsEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 9, "Reviews", "/reviews", Authority.CATALOG_READ);
        }

        @Bean
        HomeTile reviewsTile(ItemReviews reviews) {
            return new HomeTile(
                    90,
                    "Reviews to look at",
                    "/reviews?state=PENDING",
                    Authority.CATALOG_WRITE,
                    HomeTile.Severity.INFO,
                    reviews::waiting);
        }
    }

    @GetMapping("/reviews")
    @PreAuthorize("hasAuthority('catalog:read')")
    String list(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(required = false) @Nullable ReviewState state,
            @RequestParam(required = false) @Nullable Integer stars,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        var turn = Turn.of(after, before, 2);
        var wanted = new ItemReviews.Wanted(merchants.filter(merchant), state, stars, text);
        model.addAttribute("reviews", turn.cut(reviews.list(wanted, turn, SHOWN + 1), SHOWN, ItemReview::cursor));
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("filters", filters(merchant, state, stars, text));
        return "feedback/reviews";
    }

    private static Filters filters(
            @Nullable String merchant, @Nullable ReviewState state, @Nullable Integer stars, String text) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("merchant", merchant);
        values.put("state", state);
        values.put("stars", stars);
        values.put("text", text);
        return Filters.of(values);
    }

    @PostMapping("/reviews/{id}/publication")
    @PreAuthorize("hasAuthority('catalog:write')")
    String publish(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable Instant seen, RedirectAttributes flash) {
        return done(id, flash, "The review is shown in the shop.", () -> reviews.publish(id, seen));
    }

    @PostMapping("/reviews/{id}/rejection")
    @PreAuthorize("hasAuthority('catalog:write')")
    String reject(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return done(id, flash, "The review is not shown.", () -> reviews.reject(id, reason));
    }

    @PostMapping("/reviews/{id}/reply")
    @PreAuthorize("hasAuthority('catalog:write')")
    String reply(@PathVariable UUID id, @RequestParam(defaultValue = "") String reply, RedirectAttributes flash) {
        return done(id, flash, "The reply is kept.", () -> reviews.reply(id, reply));
    }

    private static String done(UUID id, RedirectAttributes flash, String message, Runnable command) {
        try {
            command.run();
            flash.addFlashAttribute("flash", message);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/reviews?state=PENDING";
    }
}

package wharf.delivery.cases;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
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
import wharf.platform.BusinessClock;
import wharf.platform.Cursor;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** Cases to be decided, and one case with its photos. */
@Controller
class CaseScreen {
    private static final int LONGEST_REASON = 500;

    private final Lists lists;
    private final Listing<CaseView> listing;
    private final Cases cases;

    CaseScreen(Lists lists, Listing<CaseView> listing, Cases cases) {
        this.lists = lists;
        this.listing = listing;
        this.cases = cases;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry casesEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 6, "Cases", "/cases", Authority.ORDERS_READ);
        }

        @Bean
        Listing<CaseView> caseListing(Cases cases, BusinessClock clock) {
            return Listing.<CaseView>of("cases", "Cases", Authority.ORDERS_READ)
                    .choice("state", "State", CaseState.values())
                    .column("case", "Case", one -> Cell.link("/cases/" + one.id(), one.number()))
                    .column("wrong", "What is wrong", one -> Cell.text(words(one.reason()), one.text()))
                    .column("said_by", "Said by", one -> Cell.text(words(one.openedBy())))
                    .column("state", "State", one -> Cell.badge(words(one.state()), tone(one.state())))
                    .column("decision", "Decision", one -> Cell.text(decision(one)))
                    .number("money", "Money", one -> Cell.text(one.amount() == null ? "" : Shown.money(one.amount())))
                    .number("age", "Age", one -> Cell.text(Shown.age(one.openedAt(), clock.instant())))
                    .more("opened", "Opened", one -> Cell.at(one.openedAt()))
                    .csv("number", CaseView::number)
                    .csv("state", CaseView::state)
                    .csv("reason", CaseView::reason)
                    .csv("text", CaseView::text)
                    .csv("opened_by", CaseView::openedBy)
                    .csv("opened_at", CaseView::openedAt)
                    .csv("decision", CaseView::decision)
                    .csv("payer", CaseView::payer)
                    .csv("amount", one -> one.amount() == null ? null : amount(one.amount()))
                    .csv(
                            "currency",
                            one -> one.amount() == null ? null : one.amount().currency())
                    .csv("because", CaseView::because)
                    .csv("closed_at", CaseView::closedAt)
                    .csv("outcome", CaseView::outcome)
                    .csv("order_id", CaseView::order)
                    .csv("id", CaseView::id)
                    .empty(
                            "A case begins when a shopper says on the tracking page that something is wrong, when a carrier brings a"
                                    + " parcel back or loses it, or when somebody opens one by the API.")
                    .from(
                            (asked, turn, limit) -> cases.list(asked.one("state", CaseState.class), turn, limit),
                            one -> one.id().toString(),
                            one -> "case " + one.number(),
                            one -> Cursor.encode(one.id()),
                            1);
        }

        private static String words(Enum<?> constant) {
            return Shown.words(constant.name());
        }

        private static String decision(CaseView one) {
            if (one.decision() == null || one.payer() == null) return "—";
            return words(one.decision()) + ", by the " + words(one.payer()).toLowerCase(Locale.ROOT);
        }

        private static BigDecimal amount(Money money) {
            return Shown.amount(money.minor(), money.currency());
        }

        private static String tone(CaseState state) {
            return switch (state) {
                case OPEN -> "orange";
                case DECIDED -> "cyan";
                case CLOSED -> "green";
            };
        }

        @Bean
        HomeTile casesTile(Cases cases) {
            return new HomeTile(
                    86,
                    "Cases to decide",
                    "/cases?state=OPEN",
                    Authority.ORDERS_READ,
                    HomeTile.Severity.WARNING,
                    cases::waiting);
        }
    }

    @GetMapping("/cases")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        return lists.show(listing, asked, model);
    }

    @GetMapping("/cases/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    String one(@PathVariable UUID id, Model model) {
        var one = cases.find(id);
        model.addAttribute("one", one);
        model.addAttribute("order", cases.order(one));
        model.addAttribute("worth", cases.worth(id));
        model.addAttribute("photos", cases.photos(id));
        return "delivery/case";
    }

    /** @param amount in the order's currency, such as {@code 12.50} */
    @PostMapping("/cases/{id}/decision")
    @PreAuthorize("hasAuthority('operations:manage')")
    String decide(
            @PathVariable UUID id,
            @RequestParam Decision.Kind decision,
            @RequestParam Decision.Payer payer,
            @RequestParam @Nullable String amount,
            @RequestParam String because,
            RedirectAttributes flash) {
        try {
            if (because.isBlank() || because.length() > LONGEST_REASON)
                throw Refusal.invalid("reason-missing", "because", because, "Say why in 1 to 500 characters.");
            boolean money = decision == Decision.Kind.REFUND || decision == Decision.Kind.CARRIER_CLAIM;
            cases.decide(
                    id,
                    new Decision(
                            decision,
                            payer,
                            money ? money(amount, cases.worth(id).currency()) : null,
                            because.strip()));
            flash.addFlashAttribute("flash", "The case is decided; the shopper is told.");
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/cases/" + id;
    }

    @PostMapping("/cases/{id}/outcome")
    @PreAuthorize("hasAuthority('operations:manage')")
    String outcome(@PathVariable UUID id, @RequestParam String outcome, RedirectAttributes flash) {
        try {
            if (outcome.isBlank() || outcome.length() > LONGEST_REASON)
                throw Refusal.invalid(
                        "outcome-missing", "outcome", outcome, "Say what came of it in 1 to 500 characters.");
            cases.settleClaim(id, outcome.strip());
            flash.addFlashAttribute("flash", "The case is closed.");
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/cases/" + id;
    }

    private static @Nullable Money money(@Nullable String amount, String currency) {
        if (amount == null || amount.isBlank()) return null;
        var typed = Money.typed(amount, currency);
        if (typed == null)
            throw Refusal.invalid(
                    "bad-amount",
                    "amount",
                    amount,
                    "Write an amount in " + currency + " such as 12.50, with at most " + Money.decimals(currency)
                            + " decimals.");
        return typed;
    }
}

package wharf.delivery.cases;

import java.math.BigDecimal;
import java.util.Currency;
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
import wharf.platform.Page;
import wharf.shared.Authority;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** Cases to be decided, and one case with its photos. */
@Controller
class CaseScreen {
    private static final int SHOWN = 50;
    private static final int LONGEST_REASON = 500;

    private final Cases cases;
    private final BusinessClock clock;

    CaseScreen(Cases cases, BusinessClock clock) {
        this.cases = cases;
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry casesEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 6, "Cases", "/cases", Authority.ORDERS_READ);
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
    String list(@RequestParam @Nullable CaseState state, @RequestParam @Nullable String cursor, Model model) {
        var after = Cursor.decode(cursor, 1);
        var rows = cases.list(state, after == null ? null : after.uuid(0), SHOWN + 1);
        model.addAttribute("state", state);
        model.addAttribute("page", Page.of(rows, SHOWN, one -> Cursor.encode(one.id())));
        model.addAttribute("now", clock.instant());
        return "delivery/cases";
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
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        try {
            if (!amount.strip().matches("[0-9]{1,12}([.][0-9]{1,4})?")) throw new ArithmeticException();
            return Money.of(
                    new BigDecimal(amount.strip()).movePointRight(digits).longValueExact(), currency);
        } catch (ArithmeticException wrong) {
            throw Refusal.invalid("bad-amount", "amount", amount, "Write an amount such as 12.50.");
        }
    }
}

package wharf.returns.web;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.platform.CurrentUser;
import wharf.platform.FormProblems;
import wharf.returns.Disposition;
import wharf.returns.Grade;
import wharf.returns.ReturnPolicies;
import wharf.returns.ReturnPolicy;
import wharf.returns.ReturnReason;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.warehouse.Warehouses;

/** A merchant's return policy as a form. */
@Controller
@RequestMapping("/returns/policy")
class ReturnPolicyScreen {
    private static final int UNPROCESSABLE = 422;

    private final ReturnPolicies policies;
    private final Merchants merchants;
    private final Warehouses warehouses;

    ReturnPolicyScreen(ReturnPolicies policies, Merchants merchants, Warehouses warehouses) {
        this.policies = policies;
        this.merchants = merchants;
        this.warehouses = warehouses;
    }

    /**
     * The form as it is sent, but for its {@link PolicyReasons}. Amounts are in major units.
     */
    record Form(
            @Nullable String merchant,
            @Nullable Integer windowDays,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal postage,
            ReturnPolicy.@Nullable RefundShipping refundShipping,
            @Nullable Boolean exchange,
            @Nullable Boolean instantExchange,
            @Nullable Integer backWithinDays,
            @Nullable BigDecimal autoAuthorise,
            @Nullable Integer openedPercent,
            @Nullable Integer damagedPercent,
            @Nullable Disposition gradeA,
            @Nullable Disposition gradeB,
            @Nullable Disposition gradeC,
            @Nullable String finalSale,
            @Nullable String warehouse) {}

    @GetMapping
    @PreAuthorize("hasAuthority('orders:read')")
    String show(@RequestParam(required = false) @Nullable String merchant, Model model) {
        var chosen = chosen(merchant, merchants.all());
        fill(model, chosen, chosen == null ? null : policies.of(chosen.id()), FormProblems.NONE);
        return "returns/policy";
    }

    private void fill(Model model, @Nullable Merchant merchant, @Nullable ReturnPolicy policy, FormProblems problems) {
        model.addAttribute("merchants", merchants.all());
        model.addAttribute("merchant", merchant);
        model.addAttribute("sites", warehouses.all());
        model.addAttribute("problems", problems);
        if (policy == null) return;
        model.addAttribute("policy", policy);
        model.addAttribute("reasons", PolicyReasons.of(policy));
    }

    private @Nullable Merchant chosen(@Nullable String name, List<Merchant> all) {
        if (name == null || name.isBlank()) {
            var own = CurrentUser.get().merchant();
            if (own.isEmpty()) return all.size() == 1 ? all.getFirst() : null;
        }
        MerchantId id = merchants.requested(name);
        return merchants.find(id).orElseThrow(() -> Refusal.notFound("merchant", id));
    }

    @PostMapping
    @PreAuthorize("hasAuthority('orders:write')")
    String set(
            @ModelAttribute Form form,
            @RequestParam MultiValueMap<String, String> sent,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response) {
        var id = merchants.requested(form.merchant());
        var merchant = merchants.find(id).orElseThrow(() -> Refusal.notFound("merchant", id));
        ReturnPolicy wanted = null;
        try {
            wanted = policy(form, PolicyReasons.read(sent), merchant);
            policies.set(id, wanted);
        } catch (Refusal refusal) {
            var shown = wanted == null ? policies.of(id) : wanted;
            fill(model, merchant, shown, new FormProblems(refusal.problems()));
            response.setStatus(UNPROCESSABLE);
            return "returns/policy";
        }
        flash.addFlashAttribute("flash", "The policy holds for returns asked for from now on.");
        return "redirect:/returns/policy?merchant=" + merchant.code();
    }

    private static ReturnPolicy policy(Form form, List<ReturnReason> reasons, Merchant merchant) {
        var usual = ReturnPolicy.DEFAULT;
        int digits = digits(merchant.currency());
        var dispositions = new EnumMap<Grade, Disposition>(Grade.class);
        if (form.gradeA() != null) dispositions.put(Grade.A, form.gradeA());
        if (form.gradeB() != null) dispositions.put(Grade.B, form.gradeB());
        if (form.gradeC() != null) dispositions.put(Grade.C, form.gradeC());
        return new ReturnPolicy(
                or(form.windowDays(), usual.windowDays()),
                reasons,
                form.fee() == null ? 0 : minor("fee", form.fee(), digits),
                form.postage() == null ? 0 : minor("postage", form.postage(), digits),
                form.refundShipping() == null ? usual.refundShipping() : form.refundShipping(),
                Boolean.TRUE.equals(form.exchange()),
                Boolean.TRUE.equals(form.instantExchange()),
                or(form.backWithinDays(), usual.backWithinDays()),
                form.autoAuthorise() == null ? null : minor("autoAuthorise", form.autoAuthorise(), digits),
                or(form.openedPercent(), usual.openedPercent()),
                or(form.damagedPercent(), usual.damagedPercent()),
                dispositions,
                lines(form.finalSale()),
                form.warehouse() == null || form.warehouse().isBlank() ? null : form.warehouse());
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private static long minor(String field, BigDecimal amount, int digits) {
        try {
            if (amount.precision() - amount.scale() > 12) throw new ArithmeticException("too large");
            return amount.movePointRight(digits).longValueExact();
        } catch (ArithmeticException wrong) {
            throw Refusal.invalid(
                    "bad-amount",
                    field,
                    amount.precision() > 40 ? "…" : amount,
                    "Write an amount with at most " + digits + " decimals.");
        }
    }

    private static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static List<String> lines(@Nullable String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }
}

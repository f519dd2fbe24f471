package wharf.payment.sandbox;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.Shown;
import wharf.shared.Money;
import wharf.shared.Refusal;

/**
 * Where a shopper answers the challenge of {@code tok_challenge}, or agrees to pay later. Open to everybody who has the link, as a provider's page
 * is. With {@code return}, a path of a shop, the answer leads back there.
 */
@Controller
@RequestMapping(SandboxChallengePage.PATH + "{challenge}")
@ConditionalOnProperty(name = "wharf.payment.provider", havingValue = "sandbox", matchIfMissing = true)
class SandboxChallengePage {
    static final String PATH = "/sandbox-psp/challenge/";
    private static final Pattern SHOP = Pattern.compile("/shop/[a-z0-9-]{2,32}/[A-Za-z0-9/_-]{1,200}");

    private final SandboxPsp psp;

    SandboxChallengePage(SandboxPsp psp) {
        this.psp = psp;
    }

    enum Decision {
        APPROVE,
        DENY
    }

    @GetMapping
    @PreAuthorize("permitAll()")
    String show(
            @PathVariable UUID challenge,
            @RequestParam(name = "return", required = false) @Nullable String back,
            @RequestAttribute(name = "_csrf", required = false) @Nullable CsrfToken csrf,
            Model model) {
        var operation = psp.challenge(challenge).orElseThrow(() -> Refusal.notFound("challenge", challenge));
        var amount = Money.of(operation.amountMinor(), operation.currency());
        model.addAttribute("action", PATH + challenge);
        model.addAttribute("amount", Shown.money(amount));
        model.addAttribute("state", operation.state().name());
        model.addAttribute("back", isOfAShop(back) ? back : "");
        model.addAttribute("parts", operation.isPayLater() ? parts(operation, amount) : List.of());
        if (csrf != null) {
            model.addAttribute("csrfName", csrf.getParameterName());
            model.addAttribute("csrfToken", csrf.getToken());
        }
        return "payment/sandbox-challenge";
    }

    @PostMapping
    @PreAuthorize("permitAll()")
    String answer(
            @PathVariable UUID challenge,
            @RequestParam Decision decision,
            @RequestParam(name = "return", required = false) @Nullable String back) {
        psp.answerChallenge(challenge, decision == Decision.APPROVE);
        return "redirect:" + (isOfAShop(back) ? back : PATH + challenge);
    }

    /** Four equal parts, two weeks apart, the first today. */
    private static List<PlanPart> parts(Operation operation, Money amount) {
        var first = LocalDate.ofInstant(operation.createdAt(), ZoneOffset.UTC);
        var parts = new ArrayList<PlanPart>();
        for (var part : amount.split(List.of(1L, 1L, 1L, 1L)))
            parts.add(new PlanPart(Shown.day(first.plusWeeks(2L * parts.size())), Shown.money(part)));
        return parts;
    }

    /** A redirect leads to a shop of this Wharf or nowhere. */
    private static boolean isOfAShop(@Nullable String path) {
        return path != null && SHOP.matcher(path).matches();
    }
}

package wharf.payment.sandbox;

import java.util.UUID;
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
import wharf.shared.Money;
import wharf.shared.Refusal;

/** Where a shopper answers the challenge of {@code tok_challenge}. Open to everybody who has the link, as a provider's page is. */
@Controller
@RequestMapping(SandboxChallengePage.PATH + "{challenge}")
@ConditionalOnProperty(name = "wharf.payment.provider", havingValue = "sandbox", matchIfMissing = true)
class SandboxChallengePage {
    static final String PATH = "/sandbox-psp/challenge/";

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
            @RequestAttribute(name = "_csrf", required = false) @Nullable CsrfToken csrf,
            Model model) {
        var operation = psp.challenge(challenge).orElseThrow(() -> Refusal.notFound("challenge", challenge));
        model.addAttribute("action", PATH + challenge);
        model.addAttribute(
                "amount",
                Money.of(operation.amountMinor(), operation.currency()).toString());
        model.addAttribute("state", operation.state().name());
        if (csrf != null) {
            model.addAttribute("csrfName", csrf.getParameterName());
            model.addAttribute("csrfToken", csrf.getToken());
        }
        return "payment/sandbox-challenge";
    }

    @PostMapping
    @PreAuthorize("permitAll()")
    String answer(@PathVariable UUID challenge, @RequestParam Decision decision) {
        psp.answerChallenge(challenge, decision == Decision.APPROVE);
        return "redirect:" + PATH + challenge;
    }
}

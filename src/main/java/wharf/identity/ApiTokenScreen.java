package wharf.identity;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.merchant.Merchants;
import wharf.shared.Authority;
import wharf.shared.Refusal;

@Controller
@RequestMapping("/settings/tokens")
class ApiTokenScreen {
    private static final int LONGEST_DAYS = 3650;

    private final ApiTokens tokens;
    private final Merchants merchants;
    private final Validator validator;

    ApiTokenScreen(ApiTokens tokens, Merchants merchants, Validator validator) {
        this.tokens = tokens;
        this.merchants = merchants;
        this.validator = validator;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('admin')")
    ModelAndView list() {
        return page("", "", 200, Map.of(), List.of());
    }

    /** Shows the secret on the page that answers the form: it is not carried over a redirect, and a reload asks before it repeats. */
    @PostMapping
    @PreAuthorize("hasAuthority('admin')")
    ModelAndView issue(
            @RequestParam String name,
            @RequestParam(defaultValue = "") List<String> scopes,
            @RequestParam(defaultValue = "") String merchant,
            @RequestParam(defaultValue = "0") int days) {
        try {
            var token = new NewApiToken(name, scopes, UserScreen.merchantOf(merchant), expiry(days));
            var violations = validator.validate(token);
            if (!violations.isEmpty()) throw Refusals.of(new ConstraintViolationException(violations));
            return page("", tokens.issue(token).secret(), 200, Map.of(), List.of());
        } catch (Refusal refused) {
            var typed = Map.of("name", name, "merchant", merchant, "days", String.valueOf(days));
            return page(Refusals.text(refused), "", refused.kind().status, typed, scopes);
        }
    }

    @PostMapping("/{id}/revocation")
    @PreAuthorize("hasAuthority('admin')")
    String revoke(@PathVariable UUID id, RedirectAttributes after) {
        after.addFlashAttribute("flash", tokens.revoke(id).name() + " is revoked.");
        return "redirect:/settings/tokens";
    }

    private static @Nullable Instant expiry(int days) {
        if (days == 0) return null;
        if (days < 0 || days > LONGEST_DAYS)
            throw Refusal.invalid(
                    "out-of-range", "days", days, "Choose 1 to " + LONGEST_DAYS + " days, or 0 for ever.");
        return Instant.now().plus(Duration.ofDays(days));
    }

    private ModelAndView page(
            String message, String secret, int status, Map<String, String> typed, List<String> chosen) {
        var page = new ModelAndView("identity/tokens", HttpStatusCode.valueOf(status));
        page.addObject("tokens", tokens.all());
        page.addObject("merchants", merchants.all());
        page.addObject("scopes", Authority.ALL);
        page.addObject("message", message);
        page.addObject("secret", secret);
        page.addObject("typed", typed);
        page.addObject("chosen", chosen);
        return page;
    }
}

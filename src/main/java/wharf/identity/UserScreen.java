package wharf.identity;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
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
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Role;

@Controller
@RequestMapping("/settings/users")
class UserScreen {
    private final Users users;
    private final Merchants merchants;
    private final Validator validator;

    UserScreen(Users users, Merchants merchants, Validator validator) {
        this.users = users;
        this.merchants = merchants;
        this.validator = validator;
    }

    @GetMapping
    @PreAuthorize("hasAuthority('admin')")
    ModelAndView list() {
        return page("", 200, Map.of());
    }

    @PostMapping
    @PreAuthorize("hasAuthority('admin')")
    ModelAndView create(
            @RequestParam String email,
            @RequestParam String name,
            @RequestParam Role role,
            @RequestParam(defaultValue = "") String merchant,
            @RequestParam String password,
            RedirectAttributes after) {
        try {
            users.create(valid(new NewUser(email, name, role, merchantOf(merchant), password)));
        } catch (Refusal refused) {
            var typed = Map.of("email", email, "name", name, "role", role.name(), "merchant", merchant);
            return page(Refusals.text(refused), refused.kind().status, typed);
        }
        after.addFlashAttribute("flash", email + " may sign in now.");
        return new ModelAndView("redirect:/settings/users");
    }

    @PostMapping("/{id}/enabled")
    @PreAuthorize("hasAuthority('admin')")
    ModelAndView enable(@PathVariable UUID id, @RequestParam boolean enabled, RedirectAttributes after) {
        var change = new UserChange(null, null, null, enabled, null);
        return changed(id, change, enabled ? "may sign in again." : "may not sign in any more.", after);
    }

    @PostMapping("/{id}/password")
    @PreAuthorize("hasAuthority('admin')")
    ModelAndView password(@PathVariable UUID id, @RequestParam String password, RedirectAttributes after) {
        return changed(id, new UserChange(null, null, null, null, password), "has a new password.", after);
    }

    private ModelAndView changed(UUID id, UserChange change, String what, RedirectAttributes after) {
        try {
            var user = users.change(id, change, null);
            after.addFlashAttribute("flash", user.email() + " " + what);
            return new ModelAndView("redirect:/settings/users");
        } catch (Refusal refused) {
            return page(Refusals.text(refused), refused.kind().status, Map.of());
        }
    }

    /** The users; a form that was refused comes first, with what was typed into it. */
    private ModelAndView page(String message, int status, Map<String, String> typed) {
        var page = new ModelAndView("identity/users", HttpStatusCode.valueOf(status));
        page.addObject("users", users.all());
        page.addObject("merchants", merchants.all());
        page.addObject("message", message);
        page.addObject("typed", typed);
        return page;
    }

    private NewUser valid(NewUser user) {
        var violations = validator.validate(user);
        if (!violations.isEmpty()) throw Refusals.of(new ConstraintViolationException(violations));
        return user;
    }

    static @Nullable MerchantId merchantOf(String text) {
        if (text.isEmpty()) return null;
        try {
            return MerchantId.of(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("unknown-merchant", "merchant", text, "There is no such merchant.");
        }
    }
}

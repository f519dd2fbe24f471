package wharf.console;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import wharf.platform.InvariantChecks;

/** {@code wharf check} as a page. */
@Controller
class CheckScreen {
    private static final int SHOWN = 20;

    private final InvariantChecks checks;

    CheckScreen(InvariantChecks checks) {
        this.checks = checks;
    }

    @GetMapping("/check")
    @PreAuthorize("hasAuthority('operations:manage')")
    String check(Model model) {
        model.addAttribute("results", checks.run(SHOWN));
        return "console/check";
    }
}

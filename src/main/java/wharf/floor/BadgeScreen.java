package wharf.floor;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.identity.Badge;
import wharf.identity.Badges;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** Badges of the staff, for the manager. */
@Controller
@PreAuthorize("hasAuthority('operations:manage')")
class BadgeScreen {
    private final Badges badges;
    private final BadgeSheet sheet;

    BadgeScreen(Badges badges, BadgeSheet sheet) {
        this.badges = badges;
        this.sheet = sheet;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry badgesEntry() {
            return new MenuEntry(MenuEntry.Section.WAREHOUSE, 90, "Badges", "/badges", Authority.OPERATIONS_MANAGE);
        }
    }

    @GetMapping("/badges")
    String list(Model model) {
        return page(null, model);
    }

    private String page(Badges.@Nullable Issued issued, Model model) {
        model.addAttribute("badges", badges.all());
        model.addAttribute("issued", issued);
        return "floor/badges";
    }

    /** Shows the PIN on the page that answers the form, this once. */
    @PostMapping("/badges/{user}")
    String issue(@PathVariable UUID user, Model model) {
        return page(badges.issue(user), model);
    }

    @PostMapping("/badges/{user}/unlock")
    String unlock(@PathVariable UUID user, RedirectAttributes after) {
        after.addFlashAttribute("flash", "The badge of " + badges.unlock(user).name() + " can be used again.");
        return "redirect:/badges";
    }

    @PostMapping("/badges/{user}/withdraw")
    String withdraw(@PathVariable UUID user, RedirectAttributes after) {
        badges.withdraw(user);
        after.addFlashAttribute("flash", "The badge opens nothing any more.");
        return "redirect:/badges";
    }

    /** All badges, or one, to be printed and cut out. */
    @GetMapping(value = "/badges/sheet.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> print(@RequestParam(required = false) @Nullable UUID user) {
        List<Badge> wanted = user == null
                ? badges.all()
                : List.of(badges.find(user).orElseThrow(() -> Refusal.notFound("member of staff", user)));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename("badges.pdf")
                                .build()
                                .toString())
                .body(sheet.draw(
                        wanted.stream().filter(badge -> badge.code() != null).toList()));
    }
}

package wharf.merchant;

import jakarta.validation.Valid;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Refusal;

@Controller
class MerchantScreen {
    private final Merchants merchants;

    MerchantScreen(Merchants merchants) {
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry merchantsEntry() {
            return new MenuEntry(MenuEntry.Section.SETTINGS, 20, "Merchants", "/merchants", Authority.ADMIN);
        }
    }

    @GetMapping("/merchants")
    @PreAuthorize("hasAuthority('admin')")
    String list(Model model) {
        model.addAttribute("merchants", merchants.all());
        return "merchant/merchants";
    }

    @PostMapping("/merchants")
    @PreAuthorize("hasAuthority('admin')")
    String create(@Valid @ModelAttribute NewMerchant merchant, BindingResult problems, RedirectAttributes flash) {
        if (problems.hasErrors()) {
            var first = problems.getFieldErrors().getFirst();
            flash.addFlashAttribute("flashError", first.getField() + ": " + first.getDefaultMessage());
            return "redirect:/merchants";
        }
        try {
            merchants.create(merchant);
            flash.addFlashAttribute("flash", merchant.name() + " is taken on.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/merchants";
    }
}

package wharf.demo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

/** The demo's own page: how far its history is, and the way back to its beginning. */
@Controller
class DemoScreen {
    private final DemoReset reset;
    private final DemoHistory history;
    private final DemoGoods goods;

    DemoScreen(DemoReset reset, DemoHistory history, DemoGoods goods) {
        this.reset = reset;
        this.history = history;
        this.goods = goods;
    }

    /** Where there may be no demo, no menu speaks of it. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        @Conditional(DemoIsOn.class)
        MenuEntry demoEntry() {
            return new MenuEntry(MenuEntry.Section.SETTINGS, 90, "Demo", "/demo", Authority.OPERATIONS_MANAGE);
        }
    }

    @GetMapping("/demo")
    @PreAuthorize("hasAuthority('operations:manage')")
    String show(@RequestParam(defaultValue = "") String done, Model model) {
        return show(done.equals("reset") ? "The demo is as it was in the beginning." : "", "", model);
    }

    @PostMapping("/demo/reset")
    @PreAuthorize("hasAuthority('operations:manage')")
    String reset(@RequestParam(defaultValue = "") String confirm, Model model) {
        if (!confirm.strip().equalsIgnoreCase(DemoReset.WORD))
            return show("", "Nothing was reset: type " + DemoReset.WORD + " to confirm.", model);
        reset.reset();
        return "redirect:/demo?done=reset";
    }

    private String show(String done, String problem, Model model) {
        model.addAttribute(
                "page",
                new DemoPage(
                        reset.isDemo(),
                        history.progress().orElse(null),
                        goods.others(),
                        DemoReset.WORD,
                        done,
                        problem));
        return "demo/demo";
    }
}

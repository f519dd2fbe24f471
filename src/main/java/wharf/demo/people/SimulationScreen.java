package wharf.demo.people;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.demo.DemoDoors;
import wharf.demo.DemoIsOn;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** How fast the simulated people work, and what they have done lately. */
@Controller
class SimulationScreen {
    private static final int SHOWN = 50;

    private final Paces paces;
    private final Diary diary;
    private final DemoDoors doors;

    SimulationScreen(Paces paces, Diary diary, DemoDoors doors) {
        this.paces = paces;
        this.diary = diary;
        this.doors = doors;
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(DemoIsOn.class)
    static class Menu {
        @Bean
        MenuEntry simulationEntry() {
            return new MenuEntry(
                    MenuEntry.Section.SETTINGS, 70, "Simulated people", "/simulation", Authority.OPERATIONS_MANAGE);
        }
    }

    @GetMapping("/simulation")
    @PreAuthorize("hasAuthority('operations:manage')")
    String show(Model model) {
        model.addAttribute("seeded", doors.isSeeded());
        model.addAttribute("pace", paces.pace());
        model.addAttribute("latest", diary.latest(SHOWN));
        return "demo/simulation";
    }

    @PostMapping("/simulation")
    @PreAuthorize("hasAuthority('operations:manage')")
    String set(@RequestParam String pace) {
        paces.set(known(pace));
        return "redirect:/simulation";
    }

    /** From the first page, where nobody is signed in: only while its doors are open. */
    @PostMapping("/demo/pace")
    @PreAuthorize("permitAll()")
    String setFromOutside(@RequestParam String pace, HttpServletRequest request) {
        if (!doors.areOpen(request)) throw Refusal.notFound("demo", "here");
        paces.set(known(pace));
        return "redirect:/welcome";
    }

    private static Pace known(String name) {
        for (var pace : Pace.values()) if (pace.name().equals(name.toUpperCase(Locale.ROOT))) return pace;
        throw Refusal.invalid("unknown-value", "pace", name, "Choose of " + List.of(Pace.values()) + ".");
    }
}

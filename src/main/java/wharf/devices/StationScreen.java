package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.platform.MenuEntry;
import wharf.printing.NewPrinter;
import wharf.printing.Printer;
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** Sets up pack stations step by step: what stands there, which browser, a test label, a test weight. Each step can be done again. */
@Controller
@RequestMapping("/stations")
class StationScreen {
    private static final int TEST_GRAMS = 500;

    private final StationSetup setup;
    private final DeviceAddress address;

    StationScreen(StationSetup setup, DeviceAddress address) {
        this.setup = setup;
        this.address = address;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry stationsEntry() {
            return new MenuEntry(
                    MenuEntry.Section.SETTINGS, 28, "Pack stations", "/stations", Authority.OPERATIONS_MANAGE);
        }
    }

    @FunctionalInterface
    private interface Step {
        String run();
    }

    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    String list(Model model) {
        model.addAttribute("stations", setup.all());
        model.addAttribute("sites", setup.sites());
        return "devices/stations";
    }

    @PostMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    String create(
            @RequestParam UUID site, @RequestParam @NotBlank @Size(max = 100) String name, RedirectAttributes after) {
        try {
            return "redirect:/stations/" + setup.create(new WarehouseId(site), name.strip());
        } catch (Refusal refused) {
            after.addFlashAttribute("flashError", String.valueOf(refused.getMessage()));
            return "redirect:/stations";
        }
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('operations:manage')")
    String one(@PathVariable UUID id, @RequestParam(required = false) @Nullable UUID label, Model model) {
        model.addAttribute("page", setup.page(id));
        model.addAttribute("label", label == null ? null : setup.label(id, label));
        return "devices/station";
    }

    @PostMapping("/{id}/equipment")
    @PreAuthorize("hasAuthority('operations:manage')")
    String equip(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID labelPrinter,
            @RequestParam(required = false) @Nullable UUID documentPrinter,
            @RequestParam(required = false) @Nullable UUID scale,
            RedirectAttributes after) {
        return attempt(id, after, () -> {
            setup.equip(id, labelPrinter, documentPrinter, scale);
            return "That stands at the station now.";
        });
    }

    @PostMapping("/{id}/printers")
    @PreAuthorize("hasAuthority('operations:manage')")
    String addPrinter(
            @PathVariable UUID id,
            @RequestParam @NotBlank @Size(max = 100) String name,
            @RequestParam Printer.Kind kind,
            @RequestParam Printer.Media media,
            @RequestParam(defaultValue = "") @Size(max = 253) String host,
            @RequestParam(required = false) @Nullable @Min(0) @Max(65535) Integer port,
            @RequestParam(required = false) @Nullable UUID agent,
            RedirectAttributes after) {
        return attempt(id, after, () -> {
            var site = setup.siteOf(id);
            setup.addPrinter(id, new NewPrinter(site, name.strip(), kind, host.strip(), port, media, null, agent));
            return name + " is added and stands at the station.";
        });
    }

    @PostMapping("/{id}/scales")
    @PreAuthorize("hasAuthority('operations:manage')")
    String addScale(
            @PathVariable UUID id,
            @RequestParam @NotBlank @Size(max = 100) String name,
            @RequestParam Scale.Kind kind,
            @RequestParam(defaultValue = "") @Size(max = 253) String host,
            @RequestParam(required = false) @Nullable @Min(1) @Max(65535) Integer port,
            @RequestParam(required = false) @Nullable UUID agent,
            RedirectAttributes after) {
        return attempt(id, after, () -> {
            var site = setup.siteOf(id);
            setup.addScale(id, new NewScale(site, name.strip(), kind, host.strip(), port, agent));
            return name + " is added and stands at the station.";
        });
    }

    @PostMapping("/{id}/invitations")
    @PreAuthorize("hasAuthority('operations:manage')")
    String invite(@PathVariable UUID id, HttpServletRequest request, Model model) {
        var invitation = setup.invite(id);
        model.addAttribute(
                "page",
                address.code(request, Device.Kind.STATION, invitation.name(), invitation.code(), "/stations/" + id));
        return "devices/code";
    }

    @PostMapping("/{id}/labels")
    @PreAuthorize("hasAuthority('operations:manage')")
    String print(@PathVariable UUID id) {
        return "redirect:/stations/" + id + "?label=" + setup.print(id) + "#test";
    }

    /** A part of the page: how far a test label is. */
    @GetMapping("/{id}/labels/{job}")
    @PreAuthorize("hasAuthority('operations:manage')")
    String label(@PathVariable UUID id, @PathVariable UUID job, Model model) {
        model.addAttribute("job", setup.label(id, job));
        model.addAttribute("path", "/stations/" + id + "/labels/" + job);
        return "devices/label";
    }

    @PostMapping("/{id}/weighings")
    @PreAuthorize("hasAuthority('operations:manage')")
    String weigh(@PathVariable UUID id, RedirectAttributes after) {
        setup.siteOf(id);
        switch (setup.weigh(id, TEST_GRAMS)) {
            case Weighed.Stable stable ->
                after.addFlashAttribute(
                        "flash",
                        stable.scale() + " says " + stable.grams() + " g"
                                + (stable.simulated() ? " (it is a simulated scale)." : ". Is that what lies on it?"));
            case Weighed.None none -> after.addFlashAttribute("flashError", none.problem());
        }
        return "redirect:/stations/" + id;
    }

    private static String attempt(UUID id, RedirectAttributes after, Step step) {
        try {
            after.addFlashAttribute("flash", step.run());
        } catch (Refusal refused) {
            if (refused.kind() == Refusal.Kind.NOT_FOUND) throw refused;
            after.addFlashAttribute("flashError", String.valueOf(refused.getMessage()));
        }
        return "redirect:/stations/" + id;
    }
}

package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
import wharf.shared.Authority;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;

/** The devices, for whoever looks after them: who is there, what works, who may join, who is shut out. */
@Controller
@RequestMapping("/devices")
class DeviceScreen {
    private final Devices devices;
    private final Joining joining;
    private final Findings findings;
    private final Sites sites;
    private final Successions successions;
    private final DeviceAddress address;

    DeviceScreen(
            Devices devices,
            Joining joining,
            Findings findings,
            Sites sites,
            Successions successions,
            DeviceAddress address) {
        this.successions = successions;
        this.devices = devices;
        this.joining = joining;
        this.findings = findings;
        this.sites = sites;
        this.address = address;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry devicesEntry() {
            return new MenuEntry(MenuEntry.Section.SETTINGS, 26, "Devices", "/devices", Authority.OPERATIONS_MANAGE);
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('operations:manage')")
    String list(Model model) {
        var all = sites.all();
        var driven = successions.driven();
        model.addAttribute("devices", devices.allAnd(driven.keySet()));
        model.addAttribute("findings", findings.all());
        model.addAttribute("driven", driven);
        model.addAttribute("sites", all);
        model.addAttribute("names", all.stream().collect(Collectors.toMap(Site::id, Function.identity())));
        return "devices/list";
    }

    /** Shows the code on the page that answers the form: it is not carried over a redirect. */
    @PostMapping("/invitations")
    @PreAuthorize("hasAuthority('operations:manage')")
    String invite(
            @RequestParam UUID site,
            @RequestParam Device.Kind kind,
            @RequestParam @NotBlank @Size(max = 100) String name,
            HttpServletRequest request,
            Model model) {
        if (kind == Device.Kind.STATION)
            throw Refusal.invalid("station-needed", "kind", kind, "Pair a station's browser at /stations.");
        var code = joining.invite(new Invitation(new WarehouseId(site), kind, name, null));
        model.addAttribute("page", address.code(request, kind, name, code, "/devices"));
        return "devices/code";
    }

    /** A part of the page with the code: whether somebody came. */
    @PostMapping("/arrivals")
    @PreAuthorize("hasAuthority('operations:manage')")
    String arrived(@RequestParam @NotBlank @Size(max = 100) String code, Model model) {
        var device = joining.joined(code).flatMap(devices::find);
        model.addAttribute("device", device.orElse(null));
        model.addAttribute("open", device.isPresent() || joining.look(code).isPresent());
        model.addAttribute("code", code);
        return "devices/arrival";
    }

    @PostMapping("/{id}/succession")
    @PreAuthorize("hasAuthority('operations:manage')")
    String handOver(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID agent, RedirectAttributes after) {
        var names = successions.handOver(id, agent);
        after.addFlashAttribute(
                "flash", names.isEmpty() ? "It drives nothing." : "Handed over: " + String.join(", ", names) + ".");
        return "redirect:/devices";
    }

    @PostMapping("/{id}/revocation")
    @PreAuthorize("hasAuthority('operations:manage')")
    String revoke(@PathVariable UUID id, RedirectAttributes after) {
        after.addFlashAttribute(
                "flash", devices.revoke(id).name() + " is shut out, and whoever was signed in on it is signed out.");
        return "redirect:/devices";
    }
}

package wharf.webhook;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
import wharf.platform.Cursor;
import wharf.platform.Filters;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Page;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** Endpoints, what was sent to each, and what failed. */
@Controller
@RequestMapping("/settings/webhooks")
class WebhookScreen {
    private static final int SHOWN = 50;

    private final Endpoints endpoints;
    private final WebhookDeliveries deliveries;
    private final Merchants merchants;

    WebhookScreen(Endpoints endpoints, WebhookDeliveries deliveries, Merchants merchants) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.merchants = merchants;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry webhooksEntry() {
            return new MenuEntry(
                    MenuEntry.Section.SETTINGS, 55, "Webhooks", "/settings/webhooks", Authority.CATALOG_WRITE);
        }

        @Bean
        HomeTile webhooksTile(Endpoints endpoints) {
            return new HomeTile(
                    95,
                    "Webhooks that stopped",
                    "/settings/webhooks",
                    Authority.CATALOG_WRITE,
                    HomeTile.Severity.DANGER,
                    endpoints::failed);
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    ModelAndView list() {
        return list("", "", 200);
    }

    /** Shows the secret on the page that answers the form: it is not carried over a redirect. */
    @PostMapping
    @PreAuthorize("hasAuthority('catalog:write')")
    ModelAndView create(
            @RequestParam(required = false) @Nullable String merchant,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(required = false) @Nullable List<String> events) {
        try {
            var opened = endpoints.create(merchants.filter(merchant), new NewEndpoint(url, description, events));
            return list(opened.secret(), "", 200);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            return list("", String.valueOf(refusal.getMessage()), refusal.kind().status);
        }
    }

    private ModelAndView list(String secret, String problem, int status) {
        var page = new ModelAndView("webhook/list", HttpStatusCode.valueOf(status));
        page.addObject("endpoints", endpoints.list(null));
        page.addObject("merchants", merchants.all());
        page.addObject(
                "types",
                EventType.byFact().values().stream()
                        .map(type -> new WebhookKind(type.name(), type.about()))
                        .toList());
        page.addObject("secret", secret);
        page.addObject("problem", problem);
        return page;
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('catalog:write')")
    ModelAndView one(
            @PathVariable UUID id,
            @RequestParam(required = false) DeliveryView.@Nullable State state,
            @RequestParam(required = false) @Nullable String after) {
        return one(id, state, after, "");
    }

    private ModelAndView one(UUID id, DeliveryView.@Nullable State state, @Nullable String after, String secret) {
        var before = Cursor.decode(after, 1);
        var rows = deliveries.list(id, state, before == null ? null : before.number(0), SHOWN + 1);
        var page = new ModelAndView("webhook/one");
        page.addObject("endpoint", endpoints.find(id));
        page.addObject("deliveries", Page.of(rows, SHOWN, DeliveryView::cursor));
        page.addObject("filters", Filters.of(Map.of("state", state == null ? "" : state.name())));
        page.addObject("secret", secret);
        return page;
    }

    @PostMapping("/{id}/secret")
    @PreAuthorize("hasAuthority('catalog:write')")
    ModelAndView rotate(@PathVariable UUID id) {
        return one(id, null, null, endpoints.rotate(id).secret());
    }

    @PostMapping("/{id}/test")
    @PreAuthorize("hasAuthority('catalog:write')")
    String test(@PathVariable UUID id, RedirectAttributes flash) {
        return done(
                id,
                flash,
                "A test is on its way; what comes of it is at the top of the list.",
                () -> deliveries.test(id));
    }

    @PostMapping("/{id}/replays")
    @PreAuthorize("hasAuthority('catalog:write')")
    String replay(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID delivery, RedirectAttributes flash) {
        return done(
                id,
                flash,
                "It is sent again.",
                () -> deliveries.replay(id, delivery == null ? null : List.of(delivery)));
    }

    @PostMapping("/{id}/activation")
    @PreAuthorize("hasAuthority('catalog:write')")
    String activate(@PathVariable UUID id, RedirectAttributes flash) {
        return done(id, flash, "The endpoint is on.", () -> deliveries.resume(id));
    }

    @PostMapping("/{id}/deactivation")
    @PreAuthorize("hasAuthority('catalog:write')")
    String switchOff(@PathVariable UUID id, RedirectAttributes flash) {
        return done(id, flash, "The endpoint is off.", () -> endpoints.switchOff(id, "Switched off by hand."));
    }

    @PostMapping("/{id}/deletion")
    @PreAuthorize("hasAuthority('catalog:write')")
    String delete(@PathVariable UUID id, RedirectAttributes flash) {
        endpoints.delete(id);
        flash.addFlashAttribute("flash", "The endpoint is removed.");
        return "redirect:/settings/webhooks";
    }

    private static String done(UUID id, RedirectAttributes flash, String message, Runnable command) {
        try {
            command.run();
            flash.addFlashAttribute("flash", message);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) throw refusal;
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/settings/webhooks/" + id;
    }
}

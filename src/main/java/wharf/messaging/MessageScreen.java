package wharf.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;

/** The outbox as a page: what was sent, what waits, and why. */
@Controller
class MessageScreen {
    private static final int SHOWN = 100;

    private final Messages messages;
    private final Mailman mailman;

    MessageScreen(Messages messages, Mailman mailman) {
        this.messages = messages;
        this.mailman = mailman;
    }

    @GetMapping("/messages")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(
            @RequestParam(required = false) @Nullable MessageState state,
            @RequestParam(required = false) @Nullable UUID before,
            Model model) {
        var found = messages.list(null, state, before, SHOWN);
        model.addAttribute("messages", found);
        model.addAttribute("configured", mailman.hasServer());
        model.addAttribute(
                "next", found.size() < SHOWN ? "" : found.getLast().id().toString());
        model.addAttribute("state", state == null ? "" : state.name());
        return "messaging/outbox";
    }

    /** Its place in the menu. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry messagesEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 10, "Messages", "/messages", Authority.ORDERS_READ);
        }
    }
}

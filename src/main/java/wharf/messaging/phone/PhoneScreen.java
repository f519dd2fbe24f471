package wharf.messaging.phone;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import wharf.messaging.InboundTexts;
import wharf.platform.MenuEntry;
import wharf.shared.Authority;
import wharf.shared.Ids;

/** The simulated telephone: what shoppers were texted, and a way to answer. */
@Controller
@ConditionalOnProperty(name = "wharf.text.provider", havingValue = "simulated", matchIfMissing = true)
class PhoneScreen {
    private static final String E164 = "\\+[1-9][0-9]{6,14}";

    private final SimulatedPhone phone;
    private final InboundTexts inbound;

    PhoneScreen(SimulatedPhone phone, InboundTexts inbound) {
        this.phone = phone;
        this.inbound = inbound;
    }

    @GetMapping("/phone")
    @PreAuthorize("hasAuthority('orders:read')")
    String show(
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String phone,
            Model model) {
        var conversations = this.phone.conversations();
        var open = conversations.stream()
                .filter(c -> c.number().equals(number) && c.phone().equals(phone))
                .findFirst()
                .or(() -> conversations.stream().findFirst())
                .orElse(null);
        model.addAttribute("conversations", conversations);
        model.addAttribute("open", open);
        model.addAttribute("bubbles", open == null ? List.of() : this.phone.conversation(open.number(), open.phone()));
        return "messaging/phone";
    }

    /** A text from the shopper, as a provider's webhook would bring it. */
    @PostMapping("/phone")
    @PreAuthorize("hasAuthority('orders:write')")
    String answer(
            @RequestParam @Pattern(regexp = E164, message = "must be a number such as +15005551000") String number,
            @RequestParam @Pattern(regexp = E164, message = "must be a number such as +12395550123") String phone,
            @RequestParam @NotBlank @Size(max = 500) String body) {
        inbound.received(SimulatedPhone.PROVIDER, Ids.next().toString(), phone, number, body);
        return "redirect:"
                + UriComponentsBuilder.fromPath("/phone")
                        .queryParam("number", "{number}")
                        .queryParam("phone", "{phone}")
                        .encode()
                        .buildAndExpand(number, phone)
                        .toUriString();
    }

    /** Its place in the menu. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry phoneEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 30, "Phone (simulated)", "/phone", Authority.ORDERS_READ);
        }
    }
}

package wharf.messaging.inbox;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.shared.Refusal;

/** What shoppers would have in their inbox. */
@Controller
@Conditional(InboxWanted.class)
class InboxScreen {
    private static final int SHOWN = 50;

    private final Inbox inbox;

    InboxScreen(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping("/inbox")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam(required = false) @Nullable UUID before, Model model) {
        var mails = inbox.list(before, SHOWN);
        model.addAttribute("mails", mails);
        model.addAttribute(
                "next", mails.size() < SHOWN ? "" : mails.getLast().id().toString());
        return "messaging/inbox";
    }

    @GetMapping("/inbox/{id}")
    @PreAuthorize("hasAuthority('orders:read')")
    String open(@PathVariable UUID id, Model model) {
        model.addAttribute("mail", inbox.find(id).orElseThrow(() -> Refusal.notFound("mail", id)));
        return "messaging/mail";
    }
}

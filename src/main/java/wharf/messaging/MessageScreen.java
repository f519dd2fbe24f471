package wharf.messaging;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import wharf.platform.Cursor;
import wharf.platform.MenuEntry;
import wharf.platform.Shown;
import wharf.platform.list.Cell;
import wharf.platform.list.Listing;
import wharf.platform.list.Lists;
import wharf.shared.Authority;

/** The outbox as a page: what was sent, what waits, and why. */
@Controller
class MessageScreen {
    private final Lists lists;
    private final Listing<MessageView> listing;
    private final Mailman mailman;

    MessageScreen(Lists lists, Listing<MessageView> listing, Mailman mailman) {
        this.lists = lists;
        this.listing = listing;
        this.mailman = mailman;
    }

    @GetMapping("/messages")
    @PreAuthorize("hasAuthority('orders:read')")
    String list(@RequestParam Map<String, String> asked, Model model) {
        model.addAttribute("configured", mailman.hasServer());
        return lists.show(listing, asked, model, "messaging/outbox");
    }

    private static Cell state(MessageView message) {
        var tone = switch (message.state()) {
            case SENT -> "green";
            case FAILED -> "red";
            case QUEUED, SUPPRESSED, NOT_CONFIGURED -> "blue";
        };
        return Cell.badge(Shown.words(message.state().name()), tone);
    }

    /** Its place in the menu. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry messagesEntry() {
            return new MenuEntry(MenuEntry.Section.SHOPPERS, 10, "Messages", "/messages", Authority.ORDERS_READ);
        }

        @Bean
        Listing<MessageView> messageListing(Messages messages) {
            return Listing.<MessageView>of("messages", "Messages", Authority.ORDERS_READ)
                    .choice("state", "State", MessageState.values())
                    .column("subject", "Subject", message -> Cell.text(message.subject()))
                    .column("to", "To", message -> Cell.text(message.recipient()))
                    .column("state", "State", MessageScreen::state)
                    .column("created", "Created", message -> Cell.at(message.createdAt()))
                    .column("sent", "Sent", message -> Cell.at(message.sentAt()))
                    .number("tries", "Tries", message -> Cell.text(message.attempts()))
                    .column("reason", "Reason", message -> Cell.text(message.reason()))
                    .more("channel", "Channel", message -> Cell.words(message.channel()))
                    .more("language", "Language", message -> Cell.text(message.locale()))
                    .csv("created_at", MessageView::createdAt)
                    .csv("channel", MessageView::channel)
                    .csv("recipient", MessageView::recipient)
                    .csv("subject", MessageView::subject)
                    .csv("state", MessageView::state)
                    .csv("attempts", MessageView::attempts)
                    .csv("reason", MessageView::reason)
                    .csv("sent_at", MessageView::sentAt)
                    .csv("order_id", MessageView::root)
                    .csv("id", MessageView::id)
                    .empty("A message is written when an order is confirmed, leaves, arrives or meets trouble.")
                    .from(
                            (asked, turn, limit) -> messages.list(asked.one("state", MessageState.class), turn, limit),
                            message -> message.id().toString(),
                            MessageView::subject,
                            message -> Cursor.encode(message.id()),
                            1);
        }
    }
}

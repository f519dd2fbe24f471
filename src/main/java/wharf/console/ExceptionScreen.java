package wharf.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import wharf.fulfilment.Unroutable;
import wharf.messaging.MessageState;
import wharf.messaging.MessageView;
import wharf.messaging.Messages;
import wharf.order.OrderTroubles;
import wharf.payment.Payments;
import wharf.platform.ExternalEffects;
import wharf.platform.HomeTile;
import wharf.platform.MenuEntry;
import wharf.platform.Names;
import wharf.platform.ProviderAway;
import wharf.platform.Providers;
import wharf.platform.Work;
import wharf.printing.PrintJob;
import wharf.printing.PrintJobs;
import wharf.shared.Authority;
import wharf.shared.Refusal;

/** What needs a person, from every module, with the buttons that try again. */
@Controller
class ExceptionScreen {
    /** Fewer failures mend themselves by backing off. */
    private static final int FAILURES = 5;

    private static final Duration UNRESOLVED = Duration.ofMinutes(2);

    private final Sources sources;
    private final Payments payments;
    private final Work work;

    ExceptionScreen(Sources sources, Payments payments, Work work) {
        this.sources = sources;
        this.payments = payments;
        this.work = work;
    }

    /** Who knows of troubles. */
    @Component
    record Sources(
            OrderTroubles troubles,
            Names names,
            Unroutable unroutable,
            Work work,
            ExternalEffects effects,
            Providers providers,
            Payments payments,
            PrintJobs prints,
            Messages messages,
            wharf.delivery.Troubles deliveries) {
        List<PrintJob> failedPrints() {
            return prints.troubled(Troubles.MOST);
        }

        List<MessageView> failedMessages() {
            return messages.list(null, MessageState.FAILED, null, Troubles.MOST);
        }

        Troubles all() {
            var stuck = work.stuck(FAILURES, Troubles.MOST);
            var open = effects.open(UNRESOLVED, Troubles.MOST);
            var owed = payments.openReceivables(Troubles.MOST);
            var unsent = failedMessages();
            var about = Stream.of(
                            stuck.stream()
                                    .flatMap(one -> Stream.of(one.subject().toString(), one.note())),
                            open.stream().flatMap(one -> Stream.of(one.root().toString(), one.reason())),
                            owed.stream().map(one -> one.reference().toString()),
                            unsent.stream().map(one -> one.root().toString()))
                    .flatMap(texts -> texts)
                    .toList();
            return new Troubles(
                    troubles.holds(Troubles.MOST),
                    troubles.parked(Troubles.MOST),
                    troubles.backorders(Troubles.MOST),
                    unroutable.list(Troubles.MOST),
                    stuck,
                    providers.away(),
                    open,
                    owed,
                    failedPrints(),
                    unsent,
                    deliveries.open(null, Troubles.MOST),
                    names.in(about),
                    Instant.now());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry exceptionsEntry() {
            return new MenuEntry(
                    MenuEntry.Section.ORDERS, 20, "Exceptions", "/exceptions", Authority.OPERATIONS_MANAGE);
        }

        @Bean
        HomeTile stuckTile(Sources sources) {
            return tile(
                    40,
                    "Stuck work",
                    "stuck",
                    () -> sources.work().stuck(FAILURES, Troubles.MOST).size());
        }

        @Bean
        HomeTile effectsTile(Sources sources) {
            return tile(
                    50,
                    "Calls without outcome",
                    "effects",
                    () -> sources.effects().open(UNRESOLVED, Troubles.MOST).size());
        }

        @Bean
        HomeTile receivablesTile(Sources sources) {
            return tile(
                    60,
                    "Owed after shipping",
                    "receivables",
                    () -> sources.payments().openReceivables(Troubles.MOST).size());
        }

        @Bean
        HomeTile printsTile(Sources sources) {
            return tile(
                    70, "Not printed", "prints", () -> sources.failedPrints().size());
        }

        @Bean
        HomeTile messagesTile(Sources sources) {
            return tile(
                    80,
                    "Messages not sent",
                    "messages-failed",
                    () -> sources.failedMessages().size());
        }

        private static HomeTile tile(int order, String label, String anchor, java.util.function.LongSupplier count) {
            return new HomeTile(
                    order,
                    label,
                    "/exceptions#" + anchor,
                    Authority.OPERATIONS_MANAGE,
                    HomeTile.Severity.DANGER,
                    count);
        }
    }

    @GetMapping("/exceptions")
    @PreAuthorize("hasAuthority('operations:manage')")
    String show(Model model) {
        model.addAttribute("troubles", sources.all());
        return "console/exceptions";
    }

    @PostMapping("/exceptions/work/{step}/{subject}/retry")
    @PreAuthorize("hasAuthority('operations:manage')")
    String retry(@PathVariable String step, @PathVariable UUID subject, RedirectAttributes flash) {
        work.retryNow(step, subject);
        flash.addFlashAttribute("flash", "It is tried again now.");
        return "redirect:/exceptions#stuck";
    }

    @PostMapping("/exceptions/messages/{id}/retry")
    @PreAuthorize("hasAuthority('operations:manage')")
    String sendAgain(@PathVariable UUID id, RedirectAttributes flash) {
        try {
            sources.messages().retry(id);
            flash.addFlashAttribute("flash", "The message is sent again.");
        } catch (Refusal refusal) {
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/exceptions#messages-failed";
    }

    @PostMapping("/exceptions/receivables/{reference}/retry")
    @PreAuthorize("hasAuthority('payments:write')")
    String collect(@PathVariable UUID reference, RedirectAttributes flash) {
        payments.view(reference);
        try {
            payments.retryCaptures(reference);
            flash.addFlashAttribute("flash", "The provider was asked again.");
        } catch (Refusal | ProviderAway refusal) {
            flash.addFlashAttribute("flashError", String.valueOf(refusal.getMessage()));
        }
        return "redirect:/exceptions#receivables";
    }
}

package wharf.messaging;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.Work;
import wharf.shared.MerchantId;

/** At a start with a mail server, queues what waited for one. */
@Component
class MailServerAppeared {
    private static final int MOST = 10_000;

    private final Mailman mailman;
    private final Outbox outbox;
    private final Work work;
    private final TransactionTemplate transaction;

    MailServerAppeared(Mailman mailman, Outbox outbox, Work work, TransactionTemplate transaction) {
        this.mailman = mailman;
        this.outbox = outbox;
        this.work = work;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void requeue() {
        if (!mailman.hasServer()) return;
        Context.background("messaging")
                .run(() -> transaction.executeWithoutResult(status -> work.add(
                        SendMessages.STEP,
                        outbox.notConfigured(MOST).stream()
                                .map(row -> new Work.Subject(row.id(), new MerchantId(row.merchantId())))
                                .toList())));
    }
}

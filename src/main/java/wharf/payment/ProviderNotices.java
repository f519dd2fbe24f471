package wharf.payment;

import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.payment.psp.PspNotices;
import wharf.platform.Context;

/** Answers a provider's notice by asking the provider; a notice about what is settled, or unknown, changes nothing. */
@Component
class ProviderNotices implements PspNotices {
    private final PspCalls calls;
    private final Journal journal;
    private final TransactionTemplate transaction;

    ProviderNotices(PspCalls calls, Journal journal, TransactionTemplate transaction) {
        this.calls = calls;
        this.journal = journal;
        this.transaction = transaction;
    }

    @Override
    public void heard(String key) {
        Context.background("psp-notice").run(() -> {
            var attempt = Objects.requireNonNull(transaction.execute(status -> journal.byKey(key)));
            attempt.ifPresent(known -> calls.perform(known, true));
        });
    }
}

package wharf.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.Facts;
import wharf.platform.InvariantCheck;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Money;

/** Makes payments for tests and reads what became of them. */
class Shopper {
    static final String CURRENCY = "USD";

    final MerchantId merchant = MerchantId.next();
    private final Payments payments;
    private final List<InvariantCheck> checks;
    private final ResolvePayment resolve;
    private final VoidPayment voidPayment;
    private final Facts facts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Shopper(
            Payments payments,
            List<InvariantCheck> checks,
            ResolvePayment resolve,
            VoidPayment voidPayment,
            Facts facts,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.payments = payments;
        this.checks = checks;
        this.resolve = resolve;
        this.voidPayment = voidPayment;
        this.facts = facts;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    static Money usd(long minor) {
        return Money.of(minor, CURRENCY);
    }

    NewTender card(UUID reference, int number, long minor, String token) {
        return new NewTender(merchant, reference, number, Method.CARD, Mode.AUTHORISE, usd(minor), token);
    }

    NewTender direct(UUID reference, int number, long minor, Method method) {
        return new NewTender(merchant, reference, number, method, Mode.DIRECT, usd(minor), null);
    }

    /** Registers one card payment and returns its reference. */
    UUID paysByCard(long minor, String token) {
        var reference = Ids.next();
        registers(card(reference, 1, minor, token));
        return reference;
    }

    void registers(NewTender... tenders) {
        transaction.executeWithoutResult(status -> payments.register(List.of(tenders)));
    }

    /** Does the background work of payments that concerns this reference until none is left. */
    void settles(UUID reference) {
        for (int i = 0; i < 20; i++) {
            var open = queued(Ledger.RESOLVE, reference);
            var voids = queued(Ledger.VOID, reference);
            if (open.isEmpty() && voids.isEmpty()) return;
            if (!open.isEmpty())
                finish(Ledger.RESOLVE, open, resolve.run(open).later().keySet());
            if (!voids.isEmpty())
                finish(Ledger.VOID, voids, voidPayment.run(voids).later().keySet());
        }
    }

    /** Subjects queued for the step: the reference itself, or its attempts. */
    List<UUID> queued(String step, UUID reference) {
        return read(() -> jdbc.sql("""
                        select subject
                        from work
                        where step = :step
                        and (subject = :reference or subject in (select id from payment_attempt where reference = :reference))
                        """)
                .param("step", step)
                .param("reference", reference)
                .query(UUID.class)
                .list());
    }

    boolean isTold(UUID reference) {
        return !queued(Ledger.CHANGED, reference).isEmpty();
    }

    PaymentView view(UUID reference) {
        return payments.view(reference);
    }

    List<String> facts(UUID reference) {
        return facts.timeline(reference, 0, 1000).stream()
                .map(Facts.Entry::type)
                .toList();
    }

    /** Everything the invariant checks of this module complain about. */
    List<String> violations() {
        return read(() -> checks.stream()
                .flatMap(
                        check -> check.violations(jdbc, 100).stream().map(violation -> check.name() + ": " + violation))
                .toList());
    }

    /** What the provider's books say it has done, summed by kind: {@code CAPTURE}, {@code REFUND}. */
    long atProvider(UUID reference, String kind) {
        return read(() -> jdbc.sql("""
                        select coalesce(sum(amount_minor), 0)
                        from sandbox_psp_operation
                        where key like '%' || :reference || '%'
                        and kind = :kind
                        and state = 'SUCCEEDED'
                        """)
                .param("reference", reference.toString())
                .param("kind", kind)
                .query(Long.class)
                .single());
    }

    List<String> attempts(UUID reference) {
        var lines = new ArrayList<String>();
        for (var attempt : view(reference).attempts())
            lines.add(attempt.kind() + " " + attempt.amount().minor() + " " + attempt.state());
        return lines;
    }

    <T> T read(Supplier<@Nullable T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    void as(Runnable work) {
        Context.background("test").run(work);
    }

    /** A step that says later stays queued; in tests it is due again at once. */
    private void finish(String step, List<UUID> subjects, java.util.Set<UUID> later) {
        var done = subjects.stream().filter(subject -> !later.contains(subject)).toList();
        transaction.executeWithoutResult(
                status -> jdbc.sql("delete from work where step = :step and subject = any(:done)")
                        .param("step", step)
                        .param("done", wharf.platform.Sql.uuids(done))
                        .update());
    }
}

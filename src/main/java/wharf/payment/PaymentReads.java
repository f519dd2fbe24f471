package wharf.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import wharf.payment.PaymentView.AttemptView;
import wharf.payment.PaymentView.ReceivableView;
import wharf.payment.PaymentView.TenderView;
import wharf.platform.Sql;
import wharf.shared.MerchantId;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** What others see of a payment. */
@Component
class PaymentReads {
    private static final String SUMS = """
            select t.reference,
                   sum(t.amount_minor)::bigint as amount_minor,
                   sum(t.captured_minor)::bigint as captured_minor,
                   sum(t.authorised_minor + t.direct_minor - t.captured_minor - t.released_minor)::bigint as rest_minor,
                   sum(t.released_minor)::bigint as released_minor,
                   sum(t.refunded_minor)::bigint as refunded_minor,
                   coalesce((select sum(r.amount_minor - r.collected_minor) from receivable r where r.reference = t.reference), 0)::bigint as owed_minor,
                   bool_or(t.mode = 'AUTHORISE' and t.amount_minor > 0) as authorises,
                   bool_or(coalesce(a.unknown, false)) as unknown,
                   bool_or(coalesce(a.action_required, false)) as action_required,
                   bool_or(coalesce(a.declined, false)) as declined,
                   bool_or(coalesce(a.expired, false)) as expired
            from tender t
            cross join lateral (
              select bool_or(a.state = 'UNKNOWN') as unknown,
                     bool_or(a.state = 'REQUIRES_ACTION') as action_required,
                     bool_or(a.state = 'DECLINED' and a.kind = 'AUTHORISE' and a.round = t.round) as declined,
                     bool_or(a.state = 'EXPIRED' and a.round = t.round and t.captured_minor < t.amount_minor and t.closing is null) as expired
              from payment_attempt a
              where a.reference = t.reference
              and a.tender_id = t.id
            ) a
            where t.reference = any(:references)
            group by t.reference
            """;
    private static final String NOT_LIVE = """
            select distinct t.reference
            from tender t
            where t.reference = any(:references)
            and t.mode = 'AUTHORISE'
            and t.closing is null
            and t.amount_minor > t.captured_minor + t.capturing_minor
            and not exists (
              select 1
              from payment_attempt a
              where a.reference = t.reference
              and a.tender_id = t.id
              and a.kind = 'AUTHORISE'
              and a.round = t.round
              and a.state = 'SUCCEEDED'
              and coalesce(a.expires_at > :at, true)
              and t.authorised_minor > t.captured_minor + t.released_minor + t.voiding_minor
            )
            """;

    private final JdbcClient jdbc;
    private final Tenders tenders;
    private final Journal journal;
    private final Receivables receivables;

    PaymentReads(JdbcClient jdbc, Tenders tenders, Journal journal, Receivables receivables) {
        this.jdbc = jdbc;
        this.tenders = tenders;
        this.journal = journal;
        this.receivables = receivables;
    }

    Set<UUID> notLive(Collection<UUID> references, Instant at) {
        return Set.copyOf(jdbc.sql(NOT_LIVE)
                .param("references", Sql.uuids(references))
                .param("at", Sql.timestamp(at))
                .query(UUID.class)
                .list());
    }

    Money covered(UUID reference, String currency) {
        return Money.of(
                tenders.of(List.of(reference)).stream()
                        .mapToLong(Tender::coveredMinor)
                        .sum(),
                currency);
    }

    boolean isKnown(UUID reference) {
        return !tenders.of(List.of(reference)).isEmpty();
    }

    Map<UUID, String> labels(Collection<UUID> references) {
        var labels = new LinkedHashMap<UUID, String>();
        references.forEach(reference -> labels.put(reference, PaymentLabel.UNPAID.name()));
        jdbc.sql(SUMS)
                .param("references", Sql.uuids(references))
                .query((row, n) -> Map.entry(
                        row.getObject("reference", UUID.class),
                        PaymentLabel.of(new PaymentLabel.Sums(
                                row.getLong("amount_minor"),
                                row.getLong("captured_minor"),
                                row.getLong("rest_minor"),
                                row.getLong("released_minor"),
                                row.getLong("refunded_minor"),
                                row.getLong("owed_minor"),
                                row.getBoolean("authorises"),
                                row.getBoolean("unknown"),
                                row.getBoolean("action_required"),
                                row.getBoolean("declined"),
                                row.getBoolean("expired")))))
                .list()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().name()));
        return labels;
    }

    PaymentView view(UUID reference) {
        var view = views(List.of(reference)).get(reference);
        if (view == null) throw Refusal.notFound("payment", reference);
        return view;
    }

    /** Those that have tenders. */
    Map<UUID, PaymentView> views(Collection<UUID> references) {
        var of = tenders.of(references).stream().collect(Collectors.groupingBy(Tender::reference));
        var attempts = journal.of(references).stream().collect(Collectors.groupingBy(Attempt::reference));
        var owed = receivables.of(references).stream().collect(Collectors.groupingBy(Receivables.Row::reference));
        var labels = labels(references);
        var views = new LinkedHashMap<UUID, PaymentView>();
        of.forEach((reference, its) -> views.put(
                reference,
                view(
                        String.valueOf(labels.get(reference)),
                        its,
                        attempts.getOrDefault(reference, List.of()),
                        owed.getOrDefault(reference, List.of()))));
        return views;
    }

    private static PaymentView view(String label, List<Tender> of, List<Attempt> attempts, List<Receivables.Row> owed) {
        var currency = of.getFirst().currency();
        return new PaymentView(
                of.getFirst().reference(),
                of.getFirst().merchant(),
                label,
                sum(of, Tender::amountMinor),
                sum(of, tender -> tender.authorisedMinor() + tender.directMinor()),
                sum(of, Tender::restMinor),
                sum(of, Tender::capturedMinor),
                sum(of, Tender::capturingMinor),
                sum(of, Tender::releasedMinor),
                sum(of, Tender::refundedMinor),
                sum(of, Tender::refundableMinor),
                Money.of(owed.stream().mapToLong(Receivables.Row::openMinor).sum(), currency),
                of.stream().map(PaymentReads::view).toList(),
                attempts.stream().map(PaymentReads::view).toList(),
                owed.stream().map(PaymentReads::view).toList());
    }

    List<ReceivableView> openReceivables(@Nullable UUID after, int limit) {
        return receivables.open(after, limit).stream().map(PaymentReads::view).toList();
    }

    List<UUID> authorisedBefore(Instant before) {
        return tenders.authorisedBefore(before);
    }

    /** Refuses unless the attempt is one that a person has to settle. */
    void requireOutside(UUID reference, UUID attempt) {
        boolean settles = journal.find(List.of(attempt)).stream()
                .filter(found -> found.reference().equals(reference))
                .findFirst()
                .map(found -> found.outside() && found.state() == AttemptState.PENDING)
                .orElseThrow(() -> Refusal.notFound("payment attempt", attempt));
        if (!settles) throw Refusal.conflict("attempt-settled", "This attempt does not wait for a person.");
    }

    private static Money sum(List<Tender> tenders, ToLongFunction<Tender> part) {
        return Money.of(
                tenders.stream().mapToLong(part).sum(), tenders.getFirst().currency());
    }

    private static TenderView view(Tender tender) {
        var currency = tender.currency();
        return new TenderView(
                tender.number(),
                tender.method(),
                tender.mode(),
                Money.of(tender.amountMinor(), currency),
                Money.of(tender.restMinor(), currency),
                Money.of(tender.capturedMinor(), currency),
                Money.of(tender.refundedMinor(), currency));
    }

    private static AttemptView view(Attempt attempt) {
        return new AttemptView(
                attempt.id(),
                attempt.tenderNumber(),
                attempt.kind(),
                attempt.state(),
                attempt.amount(),
                attempt.cause(),
                attempt.outside(),
                attempt.providerReference(),
                attempt.reason(),
                attempt.expiresAt(),
                attempt.createdAt(),
                attempt.settledAt());
    }

    private static ReceivableView view(Receivables.Row row) {
        return new ReceivableView(
                row.id(),
                row.reference(),
                new MerchantId(row.merchantId()),
                row.cause(),
                Money.of(row.amountMinor(), row.currency()),
                Money.of(row.collectedMinor(), row.currency()),
                Money.of(row.openMinor(), row.currency()),
                row.tries(),
                row.reason(),
                row.createdAt());
    }
}

package wharf.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Fact;
import wharf.platform.JsonRows;
import wharf.shared.Ids;

/**
 * Money of orders that were finished before Wharf. It was taken and given back outside, so that each attempt says so and no provider is asked;
 * a refund that is due later is one for a person, as with every direct tender.
 */
@Service
public class PastPayments {
    private static final String TENDERS = """
            insert into tender (id, reference, number, merchant_id, method, mode, currency, amount_minor, instrument, authorised_minor, direct_minor,
                                captured_minor, refunded_minor, registered_at)
            select id, reference, number, merchant_id, method, mode, currency, amount_minor, instrument, authorised_minor, direct_minor,
                   captured_minor, refunded_minor, registered_at
            from jsonb_populate_recordset(null::tender, cast(:rows as jsonb))
            """;
    private static final String ATTEMPTS = """
            insert into payment_attempt (id, tender_id, reference, merchant_id, tender_number, round, kind, state, currency, amount_minor, key,
                                         cause, parent_id, outside, reason, created_at, settled_at)
            select id, tender_id, reference, merchant_id, tender_number, 1, kind, 'SUCCEEDED', currency, amount_minor, key,
                   cause, parent_id, true, reason, created_at, created_at
            from jsonb_populate_recordset(null::payment_attempt, cast(:rows as jsonb))
            """;

    private final JdbcClient jdbc;
    private final JsonRows json;

    PastPayments(JdbcClient jdbc, JsonRows json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Money given back for a cause that is unique to the order. */
    public record GivenBack(Instant at, long amountMinor, String cause, String reason) {}

    /** What was paid for one order: all of it captured when its goods had left; {@code back} adds up to no more. */
    public record Paid(List<NewTender> tenders, Instant placedAt, Instant capturedAt, List<GivenBack> back) {}

    private record TenderRow(
            UUID id,
            UUID reference,
            int number,
            UUID merchantId,
            Method method,
            Mode mode,
            String currency,
            long amountMinor,
            @Nullable String instrument,
            long authorisedMinor,
            long directMinor,
            long capturedMinor,
            long refundedMinor,
            Instant registeredAt) {}

    private record Rows(List<TenderRow> tenders, List<Attempt> attempts, List<Fact> facts) {}

    /** Writes them, and returns what is to be told. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Fact> write(Collection<Paid> all) {
        var rows = new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var paid : all) one(paid, rows);
        if (rows.tenders().isEmpty()) return List.of();
        jdbc.sql(TENDERS).param("rows", json.of(rows.tenders())).update();
        jdbc.sql(ATTEMPTS).param("rows", json.of(rows.attempts())).update();
        return rows.facts();
    }

    private static void one(Paid paid, Rows rows) {
        var back = new ArrayList<>(paid.back());
        for (var tender : paid.tenders()) {
            var id = Ids.next();
            boolean direct = tender.mode() == Mode.DIRECT;
            long amount = tender.amount().minor();
            var source = attempt(
                    rows,
                    id,
                    tender,
                    direct ? AttemptKind.DIRECT_SALE : AttemptKind.AUTHORISE,
                    amount,
                    "order",
                    null,
                    null,
                    paid.placedAt());
            attempt(rows, id, tender, AttemptKind.CAPTURE, amount, "shipped", source, null, paid.capturedAt());
            long refunded = giveBack(rows, id, tender, source, back);
            rows.tenders()
                    .add(new TenderRow(
                            id,
                            tender.reference(),
                            tender.number(),
                            tender.merchant().value(),
                            tender.method(),
                            tender.mode(),
                            tender.amount().currency(),
                            amount,
                            tender.instrument(),
                            direct ? 0 : amount,
                            direct ? amount : 0,
                            amount,
                            refunded,
                            paid.placedAt()));
        }
    }

    /** Gives back what this tender still bears; what is more than it took stays in {@code back} for the next. */
    private static long giveBack(Rows rows, UUID id, NewTender tender, Attempt source, List<GivenBack> back) {
        long left = tender.amount().minor();
        for (int i = 0; i < back.size(); i++) {
            var wanted = back.get(i);
            long amount = Math.min(left, wanted.amountMinor());
            if (amount == 0) continue;
            attempt(rows, id, tender, AttemptKind.REFUND, amount, wanted.cause(), source, wanted.reason(), wanted.at());
            left -= amount;
            back.set(i, new GivenBack(wanted.at(), wanted.amountMinor() - amount, wanted.cause(), wanted.reason()));
        }
        return tender.amount().minor() - left;
    }

    private static Attempt attempt(
            Rows rows,
            UUID tenderId,
            NewTender tender,
            AttemptKind kind,
            long amount,
            String cause,
            @Nullable Attempt parent,
            @Nullable String reason,
            Instant at) {
        var attempt = new Attempt(
                Ids.next(),
                tenderId,
                tender.reference(),
                tender.merchant().value(),
                tender.number(),
                1,
                kind,
                AttemptState.SUCCEEDED,
                tender.amount().currency(),
                amount,
                "past:%s:%d:%s:%s".formatted(tender.reference(), tender.number(), kind, cause),
                cause,
                parent == null ? null : parent.id(),
                null,
                true,
                null,
                reason,
                null,
                null,
                at,
                at);
        rows.attempts().add(attempt);
        rows.facts().add(PaymentFacts.of(attempt, AttemptState.SUCCEEDED, reason, at));
        return attempt;
    }
}

package wharf.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.Ids;

/** What shoppers owe for goods that left without being paid. */
@Repository
class Receivables {
    private static final String OWE = """
            insert into receivable (id, merchant_id, reference, cause, currency, amount_minor, reason, created_at)
            values (:id, :merchant, :reference, :cause, :currency, :amount, :reason, :now)
            on conflict (reference, cause) do update
            set amount_minor = receivable.amount_minor + excluded.amount_minor, reason = excluded.reason
            returning id
            """;
    private static final String SELECT = """
            select id, merchant_id, reference, cause, currency, amount_minor, collected_minor, tries, reason, created_at
            from receivable
            """;
    private static final String OPEN = SELECT + """
            where collected_minor < amount_minor
            and (cast(:after as uuid) is null
                 or (created_at, id) > (select a.created_at, a.id from receivable a where a.id = :after))
            order by created_at, id
            limit :limit
            """;

    private final JdbcClient jdbc;
    private final Facts facts;
    private final BusinessClock clock;

    Receivables(JdbcClient jdbc, Facts facts, BusinessClock clock) {
        this.jdbc = jdbc;
        this.facts = facts;
        this.clock = clock;
    }

    /** A row of {@code receivable}. */
    record Row(
            UUID id,
            UUID merchantId,
            UUID reference,
            String cause,
            String currency,
            long amountMinor,
            long collectedMinor,
            int tries,
            String reason,
            Instant createdAt) {
        long openMinor() {
            return amountMinor - collectedMinor;
        }
    }

    /** Adds to what is owed for this cause. */
    @Transactional(propagation = Propagation.MANDATORY)
    void owe(Tender tender, String cause, long minor, String reason) {
        var now = clock.instant();
        var id = jdbc.sql(OWE)
                .param("id", Ids.next())
                .param("merchant", tender.merchantId())
                .param("reference", tender.reference())
                .param("cause", cause)
                .param("currency", tender.currency())
                .param("amount", minor)
                .param("reason", reason)
                .param("now", Sql.timestamp(now))
                .query(UUID.class)
                .single();
        facts.record(Fact.of(tender.merchant(), tender.reference(), "receivable", id, "payment.owed", now)
                .because(reason)
                .with(Map.of("amountMinor", minor, "currency", tender.currency(), "cause", cause)));
    }

    /** Records once what is owed for a cause that has nothing to do with a capture; false when it was recorded before. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean oweOnce(Tender tender, String cause, long minor, String reason) {
        boolean known = of(List.of(tender.reference())).stream()
                .anyMatch(row -> row.cause().equals(cause));
        if (!known) owe(tender, cause, minor, reason);
        return !known;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void collected(UUID id, long minor) {
        jdbc.sql("update receivable set collected_minor = collected_minor + :minor where id = :id")
                .param("minor", minor)
                .param("id", id)
                .update();
    }

    /** Counts one more try at collecting and returns its number. */
    @Transactional(propagation = Propagation.MANDATORY)
    int nextTry(UUID id) {
        return jdbc.sql("update receivable set tries = tries + 1 where id = :id returning tries")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    List<Row> of(Collection<UUID> references) {
        return jdbc.sql(SELECT + "where reference = any(:references) order by created_at, id")
                .param("references", Sql.uuids(references))
                .query(Row.class)
                .list();
    }

    /** Open ones in the caller's scope, oldest first, after the given one. */
    List<Row> open(@Nullable UUID after, int limit) {
        return jdbc.sql(OPEN)
                .param("after", after)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }
}

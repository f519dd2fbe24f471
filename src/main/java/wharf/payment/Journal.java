package wharf.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.payment.psp.PspAnswer;
import wharf.platform.Sql;

/** The table {@code payment_attempt}: rows are added, and their outcome filled in where their state still allows it. */
@Repository
class Journal {
    private static final String INSERT = """
            insert into payment_attempt (id, tender_id, reference, merchant_id, tender_number, round, kind, state, currency, amount_minor,
                                         key, cause, parent_id, receivable_id, outside, reason, created_at, settled_at)
            select *
            from unnest(:ids, :tenders, :references, :merchants, :numbers, :rounds, :kinds, :states, :currencies, :amounts,
                        :keys, :causes, :parents, :receivables, :outside, :reasons, :created, :settled)
            """;
    private static final String SELECT = """
            select id, tender_id, reference, merchant_id, tender_number, round, kind, state, currency, amount_minor, key, cause, parent_id,
                   receivable_id, outside, provider_reference, reason, action_url, expires_at, created_at, settled_at
            from payment_attempt
            """;
    private static final String SETTLE = """
            update payment_attempt
            set state = :state,
                provider_reference = coalesce(:providerReference, provider_reference),
                reason = coalesce(:reason, reason),
                action_url = :actionUrl,
                expires_at = :expiresAt,
                settled_at = :settledAt
            where id = :id
            and state = any(:from)
            """;
    private static final String EXPIRED = """
            select distinct reference
            from payment_attempt
            where kind = 'AUTHORISE'
            and state = 'SUCCEEDED'
            and expires_at <= :now
            limit :limit
            """;

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void insert(List<Attempt> attempts) {
        if (attempts.isEmpty()) return;
        jdbc.sql(INSERT)
                .param("ids", Sql.uuids(attempts.stream().map(Attempt::id).toList()))
                .param(
                        "tenders",
                        Sql.uuids(attempts.stream().map(Attempt::tenderId).toList()))
                .param(
                        "references",
                        Sql.uuids(attempts.stream().map(Attempt::reference).toList()))
                .param(
                        "merchants",
                        Sql.uuids(attempts.stream().map(Attempt::merchantId).toList()))
                .param(
                        "numbers",
                        Sql.ints(attempts.stream().map(Attempt::tenderNumber).toList()))
                .param("rounds", Sql.ints(attempts.stream().map(Attempt::round).toList()))
                .param(
                        "kinds",
                        Sql.texts(attempts.stream().map(a -> a.kind().name()).toList()))
                .param(
                        "states",
                        Sql.texts(attempts.stream().map(a -> a.state().name()).toList()))
                .param(
                        "currencies",
                        Sql.texts(attempts.stream().map(Attempt::currency).toList()))
                .param(
                        "amounts",
                        Sql.longs(attempts.stream().map(Attempt::amountMinor).toList()))
                .param("keys", Sql.texts(attempts.stream().map(Attempt::key).toList()))
                .param("causes", Sql.texts(attempts.stream().map(Attempt::cause).toList()))
                .param(
                        "parents",
                        Sql.uuids(attempts.stream().map(Attempt::parentId).toList()))
                .param(
                        "receivables",
                        Sql.uuids(attempts.stream().map(Attempt::receivableId).toList()))
                .param(
                        "outside",
                        Sql.booleans(attempts.stream().map(Attempt::outside).toList()))
                .param(
                        "reasons",
                        Sql.texts(attempts.stream().map(Attempt::reason).toList()))
                .param(
                        "created",
                        Sql.instants(attempts.stream().map(Attempt::createdAt).toList()))
                .param(
                        "settled",
                        Sql.instants(attempts.stream().map(Attempt::settledAt).toList()))
                .update();
    }

    List<Attempt> of(UUID reference) {
        return jdbc.sql(SELECT + "where reference = :reference order by id")
                .param("reference", reference)
                .query(Attempt.class)
                .list();
    }

    List<Attempt> find(Collection<UUID> ids) {
        return jdbc.sql(SELECT + "where id = any(:ids) order by id")
                .param("ids", Sql.uuids(ids))
                .query(Attempt.class)
                .list();
    }

    Optional<Attempt> byKey(String key) {
        return jdbc.sql(SELECT + "where key = :key")
                .param("key", key)
                .query(Attempt.class)
                .optional();
    }

    /** Fills in an outcome; false if the row's state does not allow it (any more): somebody else has. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean settle(
            Attempt attempt, AttemptState state, @Nullable PspAnswer answer, @Nullable String reason, Instant now) {
        var from = java.util.Arrays.stream(AttemptState.values())
                .filter(earlier -> earlier.next().contains(state))
                .map(Enum::name)
                .toList();
        return jdbc.sql(SETTLE)
                        .param("id", attempt.id())
                        .param("state", state.name())
                        .param("from", Sql.texts(from))
                        .param("providerReference", answer == null ? null : answer.providerReference())
                        .param("reason", reason)
                        .param("actionUrl", answer == null ? null : answer.actionUrl())
                        .param(
                                "expiresAt",
                                Sql.timestamp(answer == null ? attempt.expiresAt() : answer.expiresAt()),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .param(
                                "settledAt",
                                Sql.timestamp(state.isOpen() ? null : now),
                                java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /** References with an authorisation whose time is over but which is not yet marked so. */
    List<UUID> withExpired(Instant now, int limit) {
        return jdbc.sql(EXPIRED)
                .param("now", Sql.timestamp(now))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }
}

package wharf.payment;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.payment.psp.PspAnswer;
import wharf.platform.Pipeline;
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
            update payment_attempt a
            set state = s.state,
                provider_reference = coalesce(s.provider_reference, a.provider_reference),
                reason = coalesce(s.reason, a.reason),
                action_url = s.action_url,
                expires_at = s.expires_at,
                settled_at = s.settled_at
            from unnest(:ids, :states, :from, :providerReferences, :reasons, :actionUrls, :expiresAt, :settledAt)
              as s (id, state, earlier, provider_reference, reason, action_url, expires_at, settled_at)
            where a.id = s.id
            and a.state = any(string_to_array(s.earlier, ','))
            returning a.id
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
    private final Pipeline pipeline;

    Journal(JdbcClient jdbc, Pipeline pipeline) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void insert(List<Attempt> attempts) {
        if (attempts.isEmpty()) return;
        pipeline.sql(INSERT)
                .param("ids", Sql.uuids(attempts, Attempt::id))
                .param("tenders", Sql.uuids(attempts, Attempt::tenderId))
                .param("references", Sql.uuids(attempts, Attempt::reference))
                .param("merchants", Sql.uuids(attempts, Attempt::merchantId))
                .param("numbers", Sql.ints(attempts, Attempt::tenderNumber))
                .param("rounds", Sql.ints(attempts, Attempt::round))
                .param("kinds", Sql.texts(attempts, a -> a.kind().name()))
                .param("states", Sql.texts(attempts, a -> a.state().name()))
                .param("currencies", Sql.texts(attempts, Attempt::currency))
                .param("amounts", Sql.longs(attempts, Attempt::amountMinor))
                .param("keys", Sql.texts(attempts, Attempt::key))
                .param("causes", Sql.texts(attempts, Attempt::cause))
                .param("parents", Sql.uuids(attempts, Attempt::parentId))
                .param("receivables", Sql.uuids(attempts, Attempt::receivableId))
                .param("outside", Sql.booleans(attempts, Attempt::outside))
                .param("reasons", Sql.texts(attempts, Attempt::reason))
                .param("created", Sql.instants(attempts, Attempt::createdAt))
                .param("settled", Sql.instants(attempts, Attempt::settledAt))
                .send();
    }

    /** Of all the references, oldest first. */
    List<Attempt> of(Collection<UUID> references) {
        return jdbc.sql(SELECT + "where reference = any(:references) order by id")
                .param("references", Sql.uuids(references))
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

    /** What has become of an attempt. */
    record Settled(
            Attempt attempt,
            AttemptState state,
            @Nullable PspAnswer answer,
            @Nullable String reason) {
        private String earlier() {
            return Arrays.stream(AttemptState.values())
                    .filter(from -> from.next().contains(state))
                    .map(Enum::name)
                    .collect(Collectors.joining(","));
        }

        private @Nullable Instant expiresAt() {
            return answer == null ? attempt.expiresAt() : answer.expiresAt();
        }
    }

    /** Fills in outcomes; returns the attempts whose state allowed it: the others somebody else has settled. */
    @Transactional(propagation = Propagation.MANDATORY)
    Set<UUID> settle(List<Settled> settled, Instant now) {
        return Set.copyOf(jdbc.sql(SETTLE)
                .param("ids", Sql.uuids(settled, s -> s.attempt().id()))
                .param("states", Sql.texts(settled, s -> s.state().name()))
                .param("from", Sql.texts(settled, Settled::earlier))
                .param("providerReferences", answered(settled, PspAnswer::providerReference))
                .param("reasons", Sql.texts(settled, Settled::reason))
                .param("actionUrls", answered(settled, PspAnswer::actionUrl))
                .param("expiresAt", Sql.instants(settled, Settled::expiresAt))
                .param("settledAt", Sql.instants(settled, s -> s.state().isOpen() ? null : now))
                .query(UUID.class)
                .list());
    }

    private static SqlArrayValue answered(List<Settled> settled, Function<PspAnswer, @Nullable String> part) {
        return Sql.texts(settled, s -> s.answer() == null ? null : part.apply(s.answer()));
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

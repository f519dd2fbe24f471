package wharf.payment.sandbox;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Sql;

/** The table {@code sandbox_psp_operation}. */
@Repository
class SandboxBooks {
    private static final String INSERT = """
            insert into sandbox_psp_operation (key, merchant_id, kind, state, instrument, authorisation, currency, amount_minor,
                                               provider_reference, challenge, reason, calls, expires_at, created_at)
            values (:key, :merchantId, :kind, :state, :instrument, :authorisation, :currency, :amountMinor,
                    :providerReference, :challenge, :reason, :calls, :expiresAt, :createdAt)
            on conflict (key) do update
            set state = excluded.state, challenge = excluded.challenge, reason = excluded.reason, expires_at = excluded.expires_at,
                calls = sandbox_psp_operation.calls + 1
            where sandbox_psp_operation.state = 'LOST'
            returning provider_reference
            """;
    private static final String SELECT = """
            select key, merchant_id, kind, state, instrument, authorisation, currency, amount_minor, provider_reference, challenge,
                   reason, calls, expires_at, created_at
            from sandbox_psp_operation
            """;
    private static final String SUMS = """
            select coalesce(sum(amount_minor) filter (where kind = 'CAPTURE' and state = 'SUCCEEDED'), 0) as captured,
                   coalesce(sum(amount_minor) filter (where kind = 'REFUND' and state = 'SUCCEEDED'), 0) as refunded,
                   count(*) filter (where kind = 'CAPTURE' and state = 'DECLINED') as failed_captures,
                   coalesce(bool_or(kind = 'VOID' and state = 'SUCCEEDED'), false) as given_up
            from sandbox_psp_operation
            where authorisation = :key
            """;

    private final JdbcClient jdbc;

    SandboxBooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What has happened under an authorisation. */
    record Sums(long captured, long refunded, long failedCaptures, boolean givenUp) {}

    /** Books it, or does nothing if the key is booked already; one that was lost is booked now. True if it stands in the books as given. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean book(Operation operation) {
        return jdbc.sql(INSERT)
                .param("key", operation.key())
                .param("merchantId", operation.merchantId())
                .param("kind", operation.kind().name())
                .param("state", operation.state().name())
                .param("instrument", operation.instrument())
                .param("authorisation", operation.authorisation())
                .param("currency", operation.currency())
                .param("amountMinor", operation.amountMinor())
                .param("providerReference", operation.providerReference())
                .param("challenge", operation.challenge(), java.sql.Types.OTHER)
                .param("reason", operation.reason())
                .param("calls", operation.calls())
                .param("expiresAt", Sql.timestamp(operation.expiresAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("createdAt", Sql.timestamp(operation.createdAt()))
                .query(String.class)
                .optional()
                .filter(operation.providerReference()::equals)
                .isPresent();
    }

    Optional<Operation> find(String key) {
        return jdbc.sql(SELECT + "where key = :key")
                .param("key", key)
                .query(Operation.class)
                .optional();
    }

    Optional<Operation> byChallenge(UUID challenge) {
        return jdbc.sql(SELECT + "where challenge = :challenge")
                .param("challenge", challenge)
                .query(Operation.class)
                .optional();
    }

    /** Locked, so that operations under one authorisation follow each other. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Operation> lock(String key) {
        return jdbc.sql(SELECT + "where key = :key for no key update")
                .param("key", key)
                .query(Operation.class)
                .optional();
    }

    Sums under(String authorisation) {
        return jdbc.sql(SUMS).param("key", authorisation).query(Sums.class).single();
    }

    /** Ends a challenge; does nothing if it has ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    void complete(
            String key,
            Operation.State state,
            @org.jspecify.annotations.Nullable String reason,
            java.time.Instant expiresAt) {
        jdbc.sql("""
                update sandbox_psp_operation
                set state = :state, reason = :reason, expires_at = :expiresAt
                where key = :key
                and state = 'REQUIRES_ACTION'
                """)
                .param("state", state.name())
                .param("reason", reason)
                .param("expiresAt", Sql.timestamp(expiresAt))
                .param("key", key)
                .update();
    }
}

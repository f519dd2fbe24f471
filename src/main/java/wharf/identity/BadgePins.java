package wharf.identity;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tries PINs. An attempt is booked before the PIN is looked at, so that however many devices try at the same moment, no more than
 * {@link #MOST_ATTEMPTS} are. The last of them locks the badge as it is booked, so that a node that dies meanwhile leaves it locked, where a
 * manager sees it; a right PIN opens it again.
 */
@Component
class BadgePins {
    static final int MOST_ATTEMPTS = 5;
    private static final Semaphore HASHING =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private static final String BOOK = """
            update badge b
            set attempts = b.attempts + 1, locked_at = case when b.attempts + 1 >= :most then now() end
            from app_user u
            where u.id = b.user_id
            and %s
            and u.enabled
            and b.locked_at is null
            returning b.user_id, u.email, b.pin_hash, b.locked_at is not null as last
            """;
    private static final String LOCKED = """
            select b.locked_at is not null
            from badge b
            join app_user u on u.id = b.user_id
            where %s
            and u.enabled
            """;

    /** What came of a PIN. */
    enum Outcome {
        RIGHT,
        WRONG,
        LOCKED
    }

    /** @param user whose badge it is; empty unless the PIN is right */
    record Tried(Outcome outcome, Optional<UUID> user) {}

    private record Booked(UUID userId, String email, String pinHash, boolean last) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final PasswordRules passwords;
    private final Trail trail;

    BadgePins(JdbcClient jdbc, TransactionTemplate transactions, PasswordRules passwords, Trail trail) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.passwords = passwords;
        this.trail = trail;
    }

    Tried tryOf(String code, String pin) {
        return attempt("b.code = :key", code, pin);
    }

    Outcome tryOf(UUID user, String pin) {
        return attempt("b.user_id = :key", user, pin).outcome();
    }

    void set(UUID user, String hash) {
        transactions.executeWithoutResult(status -> jdbc.sql(
                        "update badge set pin_hash = :hash, attempts = 0, locked_at = null where user_id = :user")
                .param("hash", hash)
                .param("user", user)
                .update());
    }

    /** Every attempt that was booked is forgotten: the right PIN was among them. */
    void forget(UUID user) {
        jdbc.sql("update badge set attempts = 0, locked_at = null where user_id = :user")
                .param("user", user)
                .update();
    }

    private Tried attempt(String which, Object key, String pin) {
        var booked = transactions.execute(status -> jdbc.sql(BOOK.formatted(which))
                .param("key", key)
                .param("most", MOST_ATTEMPTS)
                .query(Booked.class)
                .optional());
        if (booked == null || booked.isEmpty()) return unbooked(which, key, pin);
        var found = booked.get();
        if (matches(pin, found.pinHash())) return new Tried(Outcome.RIGHT, Optional.of(found.userId()));
        if (found.last()) tellLocked(found);
        return new Tried(found.last() ? Outcome.LOCKED : Outcome.WRONG, Optional.empty());
    }

    private Tried unbooked(String which, Object key, String pin) {
        boolean locked = Boolean.TRUE.equals(transactions.execute(status -> jdbc.sql(LOCKED.formatted(which))
                .param("key", key)
                .query(Boolean.class)
                .optional()
                .orElse(false)));
        if (locked) return new Tried(Outcome.LOCKED, Optional.empty());
        matches(pin, null);
        return new Tried(Outcome.WRONG, Optional.empty());
    }

    private void tellLocked(Booked badge) {
        transactions.executeWithoutResult(status ->
                trail.record("user", badge.userId(), null, "user.badge-locked", Map.of("email", badge.email())));
    }

    private boolean matches(String pin, @Nullable String hash) {
        HASHING.acquireUninterruptibly();
        try {
            if (hash != null) return passwords.matches(pin, hash);
            passwords.compareWithNobody(pin);
            return false;
        } finally {
            HASHING.release();
        }
    }
}

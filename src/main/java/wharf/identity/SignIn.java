package wharf.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Sql;

/**
 * Lets people in by e-mail address and password. Limited per account and address and, more generously, per address alone, in the database,
 * so that it holds over all nodes.
 */
@Component
class SignIn {
    static final int FAILURES_PER_ACCOUNT = 10;
    static final int FAILURES_PER_ADDRESS = 100;
    static final Duration WINDOW = Duration.ofMinutes(15);
    /** Hashing is meant to be slow; a flood of attempts must not take every core. */
    private static final Semaphore HASHING =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private static final String FAILURES = """
            select coalesce(max(failures) filter (where subject = :account), 0) as account,
                   coalesce(max(failures) filter (where subject = :address), 0) as address
            from sign_in_failure
            where subject in (:account, :address) and window_ends > now()
            """;
    private static final String FAILED = """
            insert into sign_in_failure as f (subject, failures, window_ends)
            select s.subject, 1, :windowEnds
            from (values (cast(:account as bytea)), (cast(:address as bytea))) as s (subject)
            order by s.subject
            on conflict (subject) do update
            set failures = case when f.window_ends > now() then f.failures + 1 else 1 end,
                window_ends = case when f.window_ends > now() then f.window_ends else excluded.window_ends end
            """;
    private static final String ACCOUNT = """
            select id, password_hash, merchant_id
            from app_user
            where email = :email and enabled
            """;

    sealed interface Outcome {
        /** Let in; the token is the session's. */
        record SignedIn(String token) implements Outcome {}

        /** Unknown account, disabled account or wrong password: never said which. */
        record Refused() implements Outcome {}

        record TooOften(Duration retryAfter) implements Outcome {}
    }

    private record Account(
            UUID id, String passwordHash, @Nullable UUID merchantId) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final PasswordRules passwords;
    private final Sessions sessions;
    private final Trail trail;

    SignIn(JdbcClient jdbc, TransactionTemplate transactions, PasswordRules passwords, Sessions sessions, Trail trail) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.passwords = passwords;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** Tries to sign in; called in a scope that sees every user. */
    Outcome signIn(String email, String password, String address) {
        var name = email.strip().toLowerCase(Locale.ROOT);
        var account = Secrets.digest(name + " from " + address);
        var place = Secrets.digest(address);
        if (tooOften(account, place)) return new Outcome.TooOften(WINDOW);
        var found = find(name);
        if (!matches(password, found)) {
            failed(account, place);
            return new Outcome.Refused();
        }
        return new Outcome.SignedIn(enter(found.orElseThrow(), account, name, address));
    }

    boolean tooOften(byte[] account, byte[] address) {
        return jdbc.sql(FAILURES)
                .param("account", account)
                .param("address", address)
                .query((row, n) ->
                        row.getInt("account") >= FAILURES_PER_ACCOUNT || row.getInt("address") >= FAILURES_PER_ADDRESS)
                .single();
    }

    private Optional<Account> find(String email) {
        if (email.indexOf('\0') >= 0) return Optional.empty();
        var found = transactions.execute(status ->
                jdbc.sql(ACCOUNT).param("email", email).query(Account.class).optional());
        return found == null ? Optional.empty() : found;
    }

    private boolean matches(String password, Optional<Account> account) {
        HASHING.acquireUninterruptibly();
        try {
            if (account.isPresent()) return passwords.matches(password, account.get().passwordHash);
            passwords.compareWithNobody(password);
            return false;
        } finally {
            HASHING.release();
        }
    }

    void failed(byte[] account, byte[] address) {
        jdbc.sql("delete from sign_in_failure where window_ends < now()").update();
        jdbc.sql(FAILED)
                .param("windowEnds", Sql.timestamp(Instant.now().plus(WINDOW)))
                .param("account", account)
                .param("address", address)
                .update();
    }

    private String enter(Account account, byte[] subject, String email, String address) {
        var token = transactions.execute(status -> {
            jdbc.sql("delete from sign_in_failure where subject = :subject")
                    .param("subject", subject)
                    .update();
            trail.record(
                    "user", account.id, Users.merchant(account.merchantId), "user.signed-in", Map.of("email", email));
            return sessions.open(account.id, address);
        });
        if (token == null) throw new IllegalStateException("a session was not opened");
        return token;
    }
}

package wharf.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Sql;
import wharf.platform.WharfPrincipal;
import wharf.shared.Actor;

/**
 * Signed-in browsers. A session is known by a random token whose digest is stored; it ends {@link #LIFE} after its last use, and that is
 * written at most every {@link #WRITTEN_EVERY}, so that a request reads at most, and mostly not even that.
 */
@Component
class Sessions {
    static final String USER = "user:";
    static final Duration LIFE = Duration.ofHours(12);
    static final Duration WRITTEN_EVERY = Duration.ofMinutes(5);
    private static final String OPEN = """
            insert into user_session (token_hash, user_id, address, expires_at, badge)
            values (:hash, :user, :address, :expires, :badge)
            """;
    private static final String FIND = """
            select u.id, u.email, u.name, u.role, u.merchant_id, u.enabled, u.version, u.created_at, s.expires_at
            from user_session s
            join app_user u on u.id = s.user_id
            where s.token_hash = :hash and s.expires_at > now() and u.enabled
            """;
    private static final String EXTEND = """
            update user_session
            set expires_at = :expires
            where token_hash = :hash and expires_at < :unless
            """;

    private record Session(WharfPrincipal principal, Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Remembered<Session> remembered = new Remembered<>();

    Sessions(JdbcClient jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Starts a session; the token goes to the browser and is kept nowhere. */
    @Transactional
    public String open(UUID user, String address) {
        return open(user, address, false);
    }

    /** As {@link #open}, with a badge. */
    @Transactional
    public String openByBadge(UUID user, String address) {
        return open(user, address, true);
    }

    private String open(UUID user, String address, boolean badge) {
        jdbc.sql("delete from user_session where expires_at < now()").update();
        var token = Secrets.next();
        jdbc.sql(OPEN)
                .param("hash", Secrets.digest(token))
                .param("user", user)
                .param("address", address)
                .param("badge", badge)
                .param("expires", Sql.timestamp(Instant.now().plus(LIFE)))
                .update();
        return token;
    }

    /** Whose session it is, if it lives. Called outside the caller's scope, which it decides. */
    Optional<WharfPrincipal> principal(String token) {
        var hash = Secrets.digest(token);
        return remembered.get(hash, () -> find(hash)).map(Session::principal);
    }

    @Transactional
    public void end(String token) {
        var hash = Secrets.digest(token);
        jdbc.sql("delete from user_session where token_hash = :hash")
                .param("hash", hash)
                .update();
        remembered.forget(hash);
    }

    /** Ends the sessions of these token digests. */
    @Transactional
    public void end(Collection<byte[]> hashes) {
        if (hashes.isEmpty()) return;
        jdbc.sql("delete from user_session where token_hash in (select decode(h, 'hex') from unnest(:hashes) as h)")
                .param(
                        "hashes",
                        Sql.texts(hashes.stream().map(HexFormat.of()::formatHex).toList()))
                .update();
        AfterCommit.run(remembered::forgetAll);
    }

    /** Makes changes of a user seen at once on this node, within seconds on the others; ends the sessions if told to. */
    @Transactional
    public void endAllOf(UUID user, boolean end) {
        if (end)
            jdbc.sql("delete from user_session where user_id = :user")
                    .param("user", user)
                    .update();
        AfterCommit.run(remembered::forgetAll);
    }

    /** Ends the sessions that the person's badge has opened. */
    @Transactional
    public void endBadges(UUID user) {
        jdbc.sql("delete from user_session where user_id = :user and badge")
                .param("user", user)
                .update();
        AfterCommit.run(remembered::forgetAll);
    }

    private Optional<Session> find(byte[] hash) {
        var found = transactions.execute(status -> jdbc.sql(FIND)
                .param("hash", hash)
                .query((row, n) -> new Session(
                        principal(Users.ROW.mapRow(row, n)),
                        row.getTimestamp("expires_at").toInstant()))
                .optional());
        if (found != null && found.isPresent()) extend(hash, found.get());
        return found == null ? Optional.empty() : found;
    }

    private void extend(byte[] hash, Session session) {
        var expires = Instant.now().plus(LIFE);
        var unless = expires.minus(WRITTEN_EVERY);
        if (!session.expiresAt().isBefore(unless)) return;
        jdbc.sql(EXTEND)
                .param("hash", hash)
                .param("expires", Sql.timestamp(expires))
                .param("unless", Sql.timestamp(unless))
                .update();
    }

    static WharfPrincipal principal(User user) {
        return new WharfPrincipal(
                Actor.Kind.USER,
                USER + user.id(),
                user.email(),
                user.role(),
                Optional.ofNullable(user.merchant()),
                user.role().authorities());
    }
}

package wharf.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.merchant.Merchants;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.platform.WharfPrincipal;
import wharf.shared.Actor;
import wharf.shared.Authority;
import wharf.shared.Ids;
import wharf.shared.Problem;
import wharf.shared.Refusal;
import wharf.shared.Role;

/** Tokens of programs that call the API. */
@Service
public class ApiTokens {
    static final String PREFIX = "wharf_";
    static final String TOKEN = "token:";
    private static final int HINT = 4;
    private static final int MOST = 2000;
    private static final String SELECT = """
            select id, name, hint, scopes, merchant_id, created_by, created_at, expires_at, revoked_at
            from api_token
            """;
    private static final String ISSUE = """
            insert into api_token (id, name, secret_hash, hint, scopes, merchant_id, created_by, created_at, expires_at)
            values (:id, :name, :hash, :hint, :scopes, :merchant, :by, :now, :expires)
            """;
    private static final String REVOKE = """
            update api_token
            set revoked_at = :now
            where id = :id and revoked_at is null
            """;
    private static final RowMapper<ApiToken> ROW = (row, n) -> new ApiToken(
            row.getObject("id", UUID.class),
            row.getString("name"),
            row.getString("hint"),
            texts(row.getArray("scopes")),
            Users.merchant(row.getObject("merchant_id", UUID.class)),
            row.getString("created_by"),
            row.getTimestamp("created_at").toInstant(),
            instant(row, "expires_at"),
            instant(row, "revoked_at"));

    /** A token just issued, with its secret: the only time that it can be read. */
    public record Issued(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Issued[" + token + "]";
        }
    }

    private record Known(WharfPrincipal principal, @Nullable Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Merchants merchants;
    private final Trail trail;
    private final Remembered<Known> remembered = new Remembered<>();

    ApiTokens(JdbcClient jdbc, TransactionTemplate transactions, Merchants merchants, Trail trail) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.merchants = merchants;
        this.trail = trail;
    }

    /** The newest tokens, revoked ones too. */
    @Transactional(readOnly = true)
    public List<ApiToken> all() {
        return jdbc.sql(SELECT + "order by id desc limit " + MOST).query(ROW).list();
    }

    @Transactional(readOnly = true)
    public Optional<ApiToken> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(ROW).optional();
    }

    @Transactional
    public Issued issue(NewApiToken token) {
        require(token);
        var id = Ids.next();
        var secret = PREFIX + Secrets.next();
        jdbc.sql(ISSUE)
                .param("id", id)
                .param("name", token.name().strip())
                .param("hash", Secrets.digest(secret))
                .param("hint", secret.substring(secret.length() - HINT))
                .param("scopes", Sql.texts(token.scopes().stream().distinct().toList()))
                .param(
                        "merchant",
                        token.merchant() == null ? null : token.merchant().value())
                .param("by", Context.current().actor().name())
                .param("now", Sql.timestamp(trail.now()))
                .param("expires", Sql.timestamp(token.expiresAt()), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
        trail.record("token", id, token.merchant(), "token.issued", Map.of("name", token.name()));
        return new Issued(find(id).orElseThrow(), secret);
    }

    /** Makes a token useless: at once on this node, within seconds on the others. Revoking it again changes nothing. */
    @Transactional
    public ApiToken revoke(UUID id) {
        int revoked = jdbc.sql(REVOKE)
                .param("id", id)
                .param("now", Sql.timestamp(Instant.now()))
                .update();
        var token = find(id).orElseThrow(() -> Refusal.notFound("token", id));
        if (revoked > 0) trail.record("token", id, token.merchant(), "token.revoked", Map.of("name", token.name()));
        AfterCommit.run(remembered::forgetAll);
        return token;
    }

    /** Who calls with this secret, if it is a living token. Called outside the caller's scope, which it decides. */
    Optional<WharfPrincipal> principal(String secret) {
        if (!secret.startsWith(PREFIX)) return Optional.empty();
        var hash = Secrets.digest(secret);
        return remembered
                .get(hash, () -> look(hash))
                .filter(known -> known.expiresAt == null || Instant.now().isBefore(known.expiresAt))
                .map(Known::principal);
    }

    /** Who a token is by now; empty when it is revoked or its time is up. */
    @Transactional(readOnly = true)
    public Optional<WharfPrincipal> living(UUID id) {
        return find(id).filter(token -> token.revokedAt() == null)
                .filter(token -> token.expiresAt() == null || Instant.now().isBefore(token.expiresAt()))
                .map(ApiTokens::principal);
    }

    private Optional<Known> look(byte[] hash) {
        var found = transactions.execute(status -> jdbc.sql(SELECT + "where secret_hash = :hash and revoked_at is null")
                .param("hash", hash)
                .query(ROW)
                .optional());
        return found == null ? Optional.empty() : found.map(token -> new Known(principal(token), token.expiresAt()));
    }

    private static WharfPrincipal principal(ApiToken token) {
        return new WharfPrincipal(
                Actor.Kind.TOKEN,
                TOKEN + token.id(),
                token.name(),
                null,
                Optional.ofNullable(token.merchant()),
                Set.copyOf(token.scopes()));
    }

    private void require(NewApiToken token) {
        var problems = new ArrayList<Problem>();
        var allowed = token.merchant() == null ? Authority.ALL : Role.MERCHANT_ADMIN.authorities();
        for (int i = 0; i < token.scopes().size(); i++) {
            var scope = token.scopes().get(i);
            if (!allowed.contains(scope))
                problems.add(Problem.of(
                        "unknown-scope",
                        "scopes[" + i + "]",
                        scope,
                        "Choose of "
                                + String.join(", ", allowed.stream().sorted().toList()) + "."));
        }
        if (token.expiresAt() != null && !token.expiresAt().isAfter(Instant.now()))
            problems.add(Problem.of(
                    "in-the-past", "expiresAt", token.expiresAt(), "Choose a time to come, or leave it out."));
        if (token.merchant() != null && merchants.find(token.merchant()).isEmpty())
            problems.add(Problem.of("unknown-merchant", "merchant", token.merchant(), "There is no such merchant."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}

package wharf.identity;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.merchant.Merchants;
import wharf.platform.ETags;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;
import wharf.shared.Role;

/** The people who may sign in. */
@Service
public class Users {
    private static final String SELECT = """
            select id, email, name, role, merchant_id, enabled, version, created_at
            from app_user
            """;
    private static final String CREATE = """
            insert into app_user (id, email, name, password_hash, role, merchant_id, created_at)
            values (:id, :email, :name, :hash, :role, :merchant, :now)
            """;
    private static final String CHANGE = """
            update app_user
            set name = :name,
                role = :role,
                merchant_id = :merchant,
                enabled = :enabled,
                password_hash = coalesce(:hash, password_hash),
                version = version + 1
            where id = :id and version = :version
            """;
    private static final String ADMINISTRATORS_LEFT = """
            select count(*)
            from (select 1 from app_user where role = 'ADMINISTRATOR' and enabled and id <> :id for update) other
            """;
    static final RowMapper<User> ROW = (row, n) -> new User(
            row.getObject("id", UUID.class),
            row.getString("email"),
            row.getString("name"),
            Role.valueOf(row.getString("role")),
            merchant(row.getObject("merchant_id", UUID.class)),
            row.getBoolean("enabled"),
            row.getInt("version"),
            row.getTimestamp("created_at").toInstant());

    private final JdbcClient jdbc;
    private final PasswordRules passwords;
    private final Sessions sessions;
    private final Merchants merchants;
    private final Trail trail;

    Users(JdbcClient jdbc, PasswordRules passwords, Sessions sessions, Merchants merchants, Trail trail) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.sessions = sessions;
        this.merchants = merchants;
        this.trail = trail;
    }

    @Transactional(readOnly = true)
    public List<User> all() {
        return jdbc.sql(SELECT + "order by email").query(ROW).list();
    }

    @Transactional(readOnly = true)
    public Optional<User> find(UUID id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(ROW).optional();
    }

    @Transactional(readOnly = true)
    boolean nobody() {
        return jdbc.sql("select not exists (select 1 from app_user)")
                .query(Boolean.class)
                .single();
    }

    /** Lets somebody in; refuses an e-mail address that is taken and a merchant that does not fit the role. */
    @Transactional
    public User create(NewUser user) {
        requireMerchant(user.role(), user.merchant());
        var id = Ids.next();
        try {
            insert(id, user, passwords.hash(user.password()));
        } catch (DuplicateKeyException taken) {
            throw Refusal.conflict(
                    "email-taken", "email", user.email(), "Somebody else has this e-mail address; use another.");
        }
        trail.record("user", id, user.merchant(), "user.created", Map.of("email", user.email(), "role", user.role()));
        return find(id).orElseThrow();
    }

    /**
     * Changes a user; refuses to leave the operator without an administrator.
     *
     * @param ifMatch the header, null when the caller does not care about changes in between
     */
    @Transactional
    public User change(UUID id, UserChange change, @Nullable String ifMatch) {
        var before = find(id).orElseThrow(() -> Refusal.notFound("user", id));
        ETags.require(ifMatch, before.version());
        var after = merged(before, change);
        requireMerchant(after.role(), after.merchant());
        if (!rules(after)) requireAnotherAdministrator(before);
        update(before, after, change.password());
        sessions.endAllOf(id, !after.enabled() || change.password() != null);
        trail.record("user", id, after.merchant(), "user.changed", changes(before, after, change));
        return find(id).orElseThrow();
    }

    private void insert(UUID id, NewUser user, String hash) {
        jdbc.sql(CREATE)
                .param("id", id)
                .param("email", user.email().toLowerCase(Locale.ROOT))
                .param("name", user.name().strip())
                .param("hash", hash)
                .param("role", user.role().name())
                .param("merchant", value(user.merchant()))
                .param("now", Sql.timestamp(trail.now()))
                .update();
    }

    private void update(User before, User after, @Nullable String password) {
        int changed = jdbc.sql(CHANGE)
                .param("id", before.id())
                .param("version", before.version())
                .param("name", after.name())
                .param("role", after.role().name())
                .param("merchant", value(after.merchant()))
                .param("enabled", after.enabled())
                .param("hash", password == null ? null : passwords.hash(password), java.sql.Types.VARCHAR)
                .update();
        if (changed == 0) throw Refusal.conflict("changed-meanwhile", "Somebody changed this user just now: repeat.");
    }

    private static User merged(User user, UserChange change) {
        var role = change.role() == null ? user.role() : change.role();
        var merchant = change.merchant() == null && role.ofMerchant() ? user.merchant() : change.merchant();
        return new User(
                user.id(),
                user.email(),
                change.name() == null ? user.name() : change.name().strip(),
                role,
                merchant,
                change.enabled() == null ? user.enabled() : change.enabled(),
                user.version(),
                user.createdAt());
    }

    private void requireMerchant(Role role, @Nullable MerchantId merchant) {
        if (role.ofMerchant() && merchant == null)
            throw Refusal.invalid("missing", "merchant", null, "Name the merchant: " + role + " is a merchant's role.");
        if (!role.ofMerchant() && merchant != null)
            throw Refusal.invalid(
                    "not-allowed", "merchant", merchant, "Leave the merchant out: " + role + " works for all of them.");
        if (merchant != null && merchants.find(merchant).isEmpty())
            throw Refusal.invalid("unknown-merchant", "merchant", merchant, "There is no such merchant.");
    }

    private static boolean rules(User user) {
        return user.enabled() && user.role() == Role.ADMINISTRATOR;
    }

    private void requireAnotherAdministrator(User user) {
        if (!rules(user)) return;
        var others = jdbc.sql(ADMINISTRATORS_LEFT)
                .param("id", user.id())
                .query(Integer.class)
                .single();
        if (others == 0)
            throw Refusal.conflict("last-administrator", "This is the last administrator: appoint another one first.");
    }

    private static Map<String, Object> changes(User before, User after, UserChange change) {
        return Map.of(
                "email", before.email(),
                "role", after.role(),
                "enabled", after.enabled(),
                "newPassword", change.password() != null);
    }

    private static @Nullable UUID value(@Nullable MerchantId merchant) {
        return merchant == null ? null : merchant.value();
    }

    static @Nullable MerchantId merchant(@Nullable UUID value) {
        return value == null ? null : new MerchantId(value);
    }
}

package wharf.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.platform.Context;
import wharf.platform.Sql;
import wharf.shared.Refusal;
import wharf.shared.Role;

/** Badges of the operator's staff: issued, withdrawn, unlocked. Merchants' people have none. */
@Service
public class Badges {
    static final String PREFIX = "WB";
    private static final int CODE_LENGTH = 10;
    private static final int START_PIN_LENGTH = 6;
    private static final String SELECT = """
            select u.id, u.name, u.email, u.role, b.code, b.issued_at, b.locked_at
            from app_user u
            left join badge b on b.user_id = u.id
            where u.enabled
            and u.merchant_id is null
            """;
    private static final String ISSUE = """
            insert into badge (user_id, code, pin_hash, issued_at, issued_by)
            values (:user, :code, :pin, :now, :by)
            on conflict (user_id) do update
            set code = excluded.code, pin_hash = excluded.pin_hash, attempts = 0, locked_at = null, issued_at = excluded.issued_at,
                issued_by = excluded.issued_by
            """;
    private static final RowMapper<Badge> ROW = (row, n) -> new Badge(
            row.getObject("id", UUID.class),
            row.getString("name"),
            row.getString("email"),
            Role.valueOf(row.getString("role")),
            row.getString("code"),
            instant(row, "issued_at"),
            instant(row, "locked_at"));

    private final JdbcClient jdbc;
    private final PasswordRules passwords;
    private final BadgePins pins;
    private final Sessions sessions;
    private final Trail trail;

    Badges(JdbcClient jdbc, PasswordRules passwords, BadgePins pins, Sessions sessions, Trail trail) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.pins = pins;
        this.sessions = sessions;
        this.trail = trail;
    }

    /** A badge just issued, with the PIN it starts with: the only time that it can be read. */
    public record Issued(Badge badge, String pin) {
        @Override
        public String toString() {
            return "Issued[" + badge + "]";
        }
    }

    /** Everybody who may have a badge, by name. */
    @Transactional(readOnly = true)
    public List<Badge> all() {
        return jdbc.sql(SELECT + "order by u.name, u.id").query(ROW).list();
    }

    @Transactional(readOnly = true)
    public Optional<Badge> find(UUID user) {
        return jdbc.sql(SELECT + "and u.id = :user")
                .param("user", user)
                .query(ROW)
                .optional();
    }

    /** Gives somebody a badge, or another one: the old one opens nothing any more. Refuses somebody unknown, disabled, or a merchant's. */
    @Transactional
    public Issued issue(UUID user) {
        return issue(user, startPin());
    }

    /** As {@link #issue(UUID)}, with a PIN that was agreed on. */
    @Transactional
    public Issued issue(UUID user, String pin) {
        var badge = staff(user);
        jdbc.sql(ISSUE)
                .param("user", user)
                .param("code", PREFIX + Secrets.plain(CODE_LENGTH))
                .param("pin", passwords.hashPin(pin))
                .param("now", Sql.timestamp(trail.now()))
                .param("by", Context.current().actor().name())
                .update();
        sessions.endBadges(user);
        tell(badge, "user.badge-issued");
        return new Issued(staff(user), pin);
    }

    /** Takes the badge away and ends what was opened with it; without a badge nothing happens. */
    @Transactional
    public void withdraw(UUID user) {
        var badge = staff(user);
        int gone = jdbc.sql("delete from badge where user_id = :user")
                .param("user", user)
                .update();
        if (gone == 0) return;
        sessions.endBadges(user);
        tell(badge, "user.badge-withdrawn");
    }

    /** Lets the badge be tried again. Refuses somebody without one. */
    @Transactional
    public Badge unlock(UUID user) {
        var badge = staff(user);
        int unlocked = jdbc.sql("update badge set attempts = 0, locked_at = null where user_id = :user")
                .param("user", user)
                .update();
        if (unlocked == 0) throw Refusal.notFound("badge of user", user);
        if (badge.lockedAt() != null) tell(badge, "user.badge-unlocked");
        return staff(user);
    }

    /** Somebody chooses their own PIN. Refuses a wrong current one, which counts as an attempt, and one that is easily guessed. */
    public void changePin(UUID user, String current, String pin) {
        passwords.requireGoodPin(pin);
        switch (pins.tryOf(user, current)) {
            case RIGHT -> pins.set(user, passwords.hashPin(pin));
            case WRONG -> throw Refusal.invalid("wrong-pin", "current", null, "This is not your PIN; try again.");
            case LOCKED ->
                throw Refusal.conflict("badge-locked", "Your badge is locked; a manager unlocks it under Badges.");
        }
    }

    private Badge staff(UUID user) {
        return find(user).orElseThrow(() -> Refusal.notFound("member of staff", user));
    }

    private void tell(Badge badge, String type) {
        trail.record("user", badge.userId(), null, type, Map.of("email", badge.email()));
    }

    private String startPin() {
        while (true) {
            var pin = Secrets.digits(START_PIN_LENGTH);
            if (PasswordRules.isGoodPin(pin)) return pin;
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}

package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.platform.CurrentUser;
import wharf.platform.WharfPrincipal;
import wharf.shared.Actor;
import wharf.shared.Authority;
import wharf.shared.Lane;
import wharf.shared.Scope;

/**
 * Lets staff in on the floor by badge and PIN. A PIN is short, so it opens nothing but on a device that the operator knows, or on one where
 * somebody of the operator's is signed in. A person is signed in by badge on one device at a time: the second ends the first.
 */
@Service
public class BadgeSignIn {
    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SignIn limits;
    private final BadgePins pins;
    private final KnownDevices devices;
    private final Sessions sessions;
    private final Trail trail;
    private final CookieCsrfTokenRepository csrfTokens;

    BadgeSignIn(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            SignIn limits,
            BadgePins pins,
            KnownDevices devices,
            Sessions sessions,
            Trail trail,
            CookieCsrfTokenRepository csrfTokens) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.limits = limits;
        this.pins = pins;
        this.devices = devices;
        this.sessions = sessions;
        this.trail = trail;
        this.csrfTokens = csrfTokens;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** Let in; the answer carries the cookie of the new session. */
        record SignedIn(UUID user) implements Outcome {}

        /** Unknown badge, or wrong PIN: never said which. */
        record Refused() implements Outcome {}

        /** Too many wrong PINs: a manager has to unlock the badge. */
        record Locked() implements Outcome {}

        /** Too many wrong tries on this device, whichever badges. */
        record TooOften() implements Outcome {}

        /** Nobody knows this device. */
        record UnknownDevice() implements Outcome {}
    }

    /** Tries to sign in; who was signed in on the device is signed out if it works. */
    public Outcome enter(String badge, String pin, HttpServletRequest request, HttpServletResponse response) {
        var code = badge.strip().toUpperCase(Locale.ROOT);
        return new Context(Scope.ALL, Actor.system("badge"), Lane.SCREEN).call(() -> {
            var from = place(request);
            if (from.isEmpty()) return new Outcome.UnknownDevice();
            // By device and not by address: who plays with one of them does not shut out the others behind the same
            // router.
            var account = Secrets.digest("badge " + code + " on " + from.get());
            var place = Secrets.digest("badges on " + from.get());
            if (limits.tooOften(account, place)) return new Outcome.TooOften();
            var tried = code.length() > MOST || code.indexOf('\0') >= 0
                    ? new BadgePins.Tried(BadgePins.Outcome.WRONG, Optional.empty())
                    : pins.tryOf(code, pin);
            return switch (tried.outcome()) {
                case LOCKED -> new Outcome.Locked();
                case WRONG -> {
                    limits.failed(account, place);
                    yield new Outcome.Refused();
                }
                case RIGHT -> letIn(tried.user().orElseThrow(), request, response);
            };
        });
    }

    /** Whether a badge is worth anything here: on a device that is known, or where somebody of the operator's floor is signed in. */
    public boolean mayTry(HttpServletRequest request) {
        return place(request).isPresent();
    }

    private Optional<String> place(HttpServletRequest request) {
        return devices.sender(request)
                .map(UUID::toString)
                .or(() -> CurrentUser.find()
                        .filter(who -> who.merchant().isEmpty() && who.may(Authority.FLOOR_WORK))
                        .map(WharfPrincipal::key));
    }

    private Outcome letIn(UUID user, HttpServletRequest request, HttpServletResponse response) {
        var before = SessionCookie.read(request);
        if (before != null) sessions.end(before);
        var token = Objects.requireNonNull(transactions.execute(status -> {
            // Two devices at the same moment: one after the other, and the later one stays.
            jdbc.sql("select user_id from badge where user_id = :user for update")
                    .param("user", user)
                    .query(UUID.class)
                    .optional();
            pins.forget(user);
            sessions.endBadges(user);
            trail.record("user", user, null, "user.signed-in", Map.of("by", "badge"));
            return sessions.openByBadge(user, request.getRemoteAddr());
        }));
        SessionCookie.write(request, response, token);
        csrfTokens.saveToken(null, request, response);
        return new Outcome.SignedIn(user);
    }

    /** Ends the session of the device; the device stays known. */
    public void leave(HttpServletRequest request, HttpServletResponse response) {
        var token = SessionCookie.read(request);
        if (token != null) sessions.end(token);
        SessionCookie.clear(request, response);
        csrfTokens.saveToken(null, request, response);
    }
}

package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.platform.Context;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Role;
import wharf.shared.Scope;

/**
 * Lets a browser in as one of the staff without a password. It is for a demonstration whose people everybody may be: whoever calls this answers
 * for that. Nobody becomes an administrator so, nor somebody whose account is disabled.
 */
@Service
public class GuestSignIn {
    private static final Context AT_THE_DOOR = new Context(Scope.ALL, Actor.system("demo"), Lane.SCREEN);

    private final Users users;
    private final Sessions sessions;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final CookieCsrfTokenRepository csrfTokens;

    GuestSignIn(
            Users users,
            Sessions sessions,
            Trail trail,
            TransactionTemplate transaction,
            CookieCsrfTokenRepository csrfTokens) {
        this.users = users;
        this.sessions = sessions;
        this.trail = trail;
        this.transaction = transaction;
        this.csrfTokens = csrfTokens;
    }

    /** Ends the session this browser had, and begins one as this user; false when nobody may come in as them. */
    public boolean enter(UUID id, HttpServletRequest request, HttpServletResponse response) {
        var before = SessionCookie.read(request);
        var token = AT_THE_DOOR.call(() -> Objects.requireNonNull(transaction.execute(status -> {
            var user = users.find(id);
            if (user.isEmpty() || !user.get().enabled() || user.get().role() == Role.ADMINISTRATOR) return "";
            if (before != null) sessions.end(before);
            trail.record("user", id, user.get().merchant(), "user.signed-in", Map.of("by", "a door of the demo"));
            return sessions.open(id, request.getRemoteAddr());
        })));
        if (token.isEmpty()) return false;
        SessionCookie.write(request, response, token);
        csrfTokens.saveToken(null, request, response);
        return true;
    }
}

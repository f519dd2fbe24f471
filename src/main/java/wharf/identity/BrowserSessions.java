package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sessions as other modules may deal with them: by their digest, which opens nothing. */
@Component
public class BrowserSessions {
    private final Sessions sessions;

    BrowserSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The digest of the session token that came with the request; empty when none did. Says nothing of whether it is alive. */
    public static Optional<byte[]> digest(HttpServletRequest request) {
        return Optional.ofNullable(SessionCookie.read(request)).map(Secrets::digest);
    }

    /** Ends these sessions: at once on this node, within seconds on the others. */
    public void end(Collection<byte[]> digests) {
        sessions.end(digests);
    }
}

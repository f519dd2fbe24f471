package wharf.identity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import wharf.platform.Context;
import wharf.platform.WharfPrincipal;
import wharf.platform.web.Answers;
import wharf.platform.web.Fault;
import wharf.platform.web.FaultKind;
import wharf.shared.Actor;
import wharf.shared.Lane;
import wharf.shared.Scope;

/**
 * Finds out who calls, and binds their scope around the rest of the request. A bearer token, where one is sent, is the only thing looked at;
 * otherwise the session's cookie.
 */
final class CallerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final Context AT_THE_DOOR = new Context(Scope.ALL, Actor.system("sign-in"), Lane.SCREEN);

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Answers answers;

    CallerFilter(Sessions sessions, ApiTokens tokens, Answers answers) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var secret = bearer(request);
        var caller = secret == null ? signedIn(request) : AT_THE_DOOR.call(() -> tokens.principal(secret));
        if (caller.isEmpty()) {
            // The page that says so is for nobody in particular.
            if (secret == null || request.getDispatcherType() == DispatcherType.ERROR)
                chain.doFilter(request, response);
            else answers.refuse(request, response, unknownToken());
            return;
        }
        goOn(caller.get(), request, response, chain);
    }

    private static void goOn(
            WharfPrincipal caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var security = SecurityContextHolder.createEmptyContext();
        security.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                caller, null, AuthorityUtils.createAuthorityList(caller.authorities())));
        SecurityContextHolder.setContext(security);
        var passage = new Passage(request, response, chain);
        new Context(caller.scope(), caller.actor(), Lane.SCREEN).run(passage);
        passage.rethrow();
    }

    private Optional<WharfPrincipal> signedIn(HttpServletRequest request) {
        var token = SessionCookie.read(request);
        return token == null ? Optional.empty() : AT_THE_DOOR.call(() -> sessions.principal(token));
    }

    static @Nullable String bearer(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return null;
        return header.substring(SCHEME.length()).strip();
    }

    private static Fault unknownToken() {
        return Fault.of(FaultKind.UNAUTHORIZED, "The token is unknown, revoked or expired.")
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"wharf\", error=\"invalid_token\"");
    }

    /** So that the page of an error knows who is signed in. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** A streamed answer goes on in another thread, which has to be told the scope again. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    /** The rest of the chain; keeps the checked exceptions that may leave a filter exactly as they were thrown. */
    private static final class Passage implements Runnable {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final FilterChain chain;
        private @Nullable IOException io;
        private @Nullable ServletException servlet;

        private Passage(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
            this.request = request;
            this.response = response;
            this.chain = chain;
        }

        @Override
        public void run() {
            try {
                chain.doFilter(request, response);
            } catch (IOException e) {
                io = e;
            } catch (ServletException e) {
                servlet = e;
            }
        }

        private void rethrow() throws IOException, ServletException {
            if (io != null) throw io;
            if (servlet != null) throw servlet;
        }
    }
}

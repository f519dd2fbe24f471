package wharf.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import wharf.platform.CurrentUser;
import wharf.platform.web.IdempotencyKeys.Claim;
import wharf.shared.Problem;

/**
 * Does a request with {@code Idempotency-Key} once, and answers its repetitions with the first answer. Inside the security filters, so that
 * keys belong to their caller.
 */
@Component
@Order(0)
class IdempotencyFilter extends OncePerRequestFilter {
    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";
    private static final String API = "/api/v1/";
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern SYNTAX = Pattern.compile("[\\x21-\\x7e]{1,255}");
    /** Intake keeps its own answers, in the transaction that takes the order; a secret that is shown once must not be stored in an answer. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("POST /api/v1/(orders|tokens|carrier-accounts|webhooks(/[^/]+/secret)?)");

    private final IdempotencyKeys keys;
    private final Answers answers;

    IdempotencyFilter(IdempotencyKeys keys, Answers answers) {
        this.keys = keys;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null
                || !repeats(request.getMethod(), request.getRequestURI())
                || RequestLimits.isUpload(request);
    }

    /** Whether a key makes such a request safe to repeat, unless it is an upload. */
    static boolean repeats(String method, String path) {
        return CHANGING.contains(method)
                && path.startsWith(API)
                && !ELSEWHERE.matcher(method + " " + path).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var key = request.getHeader(KEY);
        if (!SYNTAX.matcher(key).matches()) {
            answers.refuse(request, response, badKey(key));
            return;
        }
        var kept = new KeptBody(request);
        var owner = CurrentUser.get().key();
        switch (keys.claim(owner, key, kept.digest())) {
            case Claim.Granted granted -> perform(new Held(owner, key, granted), kept, response, chain);
            case Claim.Answered answered -> answered.answer().replay(response);
            case Claim.Running running -> answers.refuse(request, response, running());
            case Claim.Misused misused -> answers.refuse(request, response, misused(key));
        }
    }

    private record Held(String owner, String key, Claim.Granted granted) {}

    private void perform(Held held, KeptBody request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var copy = new ContentCachingResponseWrapper(response);
        boolean kept = false;
        try {
            chain.doFilter(request, copy);
            if (isFinal(copy.getStatus())) {
                keys.keep(held.owner(), held.key(), StoredAnswer.of(copy));
                kept = true;
            }
        } finally {
            if (!kept) keys.release(held.owner(), held.key(), held.granted());
        }
        copy.copyBodyToResponse();
    }

    /** An answer that a repetition could not better: done, or never possible. The rest may be tried again. */
    private static boolean isFinal(int status) {
        return switch (status) {
            case 400, 404, 405, 406, 410, 413, 415, 422 -> true;
            default -> status >= 200 && status < 300;
        };
    }

    private static Fault badKey(String key) {
        return Fault.of(
                FaultKind.INVALID,
                Problem.of("invalid-key", KEY, key, "Send 1 to 255 visible ASCII characters, such as a UUID."));
    }

    private static Fault running() {
        return Fault.of(FaultKind.IN_PROGRESS, "The first request with this key is still being done.")
                .with(HttpHeaders.RETRY_AFTER, "1");
    }

    private static Fault misused(String key) {
        return Fault.of(
                FaultKind.INVALID,
                Problem.of("key-reused", KEY, key, "This key belongs to a different request; use a new one."));
    }
}

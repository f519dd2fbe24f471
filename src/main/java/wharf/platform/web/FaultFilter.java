package wharf.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Outermost: answers what filters throw, so that an exhausted pool met while authenticating is a 503 too. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class FaultFilter extends OncePerRequestFilter {
    private final Answers answers;

    FaultFilter(Answers answers) {
        this.answers = answers;
    }

    @Override
    @SuppressWarnings("IllegalCatch")
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (Exception e) {
            if (response.isCommitted()) throw new IOException("failed after the answer had begun", e);
            answers.refuse(request, response, Faults.of(e));
        }
    }
}

package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import wharf.platform.web.Answers;
import wharf.platform.web.Fault;
import wharf.platform.web.FaultKind;

/** Sends people who are not signed in to the sign-in page, and tells programs that they are not known or not allowed. */
@Component
class Strangers implements AuthenticationEntryPoint, AccessDeniedHandler {
    private final Answers answers;
    private final ObjectProvider<FrontDoor> doors;

    Strangers(Answers answers, ObjectProvider<FrontDoor> doors) {
        this.answers = answers;
        this.doors = doors;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (Answers.forPrograms(request)) {
            answers.refuse(
                    request,
                    response,
                    Fault.of(
                                    FaultKind.UNAUTHORIZED,
                                    "Sign in, or send a living token as Authorization: Bearer wharf_….")
                            .with("WWW-Authenticate", "Bearer realm=\"wharf\""));
            return;
        }
        var wanted = wanted(request);
        var door = request.getRequestURI().matches("/floor(/.*)?") ? "/floor/sign-in" : "/login";
        var page = page(door, wanted, request);
        if (request.getHeader("HX-Request") == null) {
            response.sendRedirect(page);
            return;
        }
        response.setHeader("HX-Redirect", page);
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        var detail = e instanceof CsrfException
                ? "The form is out of date, or came from another site. Go back, reload the page and try again."
                : "You may not do this: your account or token lacks the right.";
        answers.refuse(request, response, Fault.of(FaultKind.FORBIDDEN, detail));
    }

    private String page(String door, String wanted, HttpServletRequest request) {
        var front = wanted.equals("/") ? FrontDoor.of(doors, request) : Optional.<String>empty();
        return front.orElseGet(() -> door + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
    }

    private static String wanted(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod())) return "/";
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}

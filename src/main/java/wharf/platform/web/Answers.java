package wharf.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends a fault to the client: problem details to programs, a page to people. */
@Component
public class Answers {
    static final String FAULT = Fault.class.getName();

    private final JsonMapper json;

    Answers(JsonMapper json) {
        this.json = json;
    }

    /** From a filter: ends the request with this fault. */
    public void refuse(HttpServletRequest request, HttpServletResponse response, Fault fault) throws IOException {
        if (response.isCommitted()) return;
        if (forPrograms(request)) {
            write(request, response, fault);
            return;
        }
        request.setAttribute(FAULT, fault);
        response.resetBuffer();
        fault.headers().forEach(response::setHeader);
        response.sendError(fault.status());
    }

    void write(HttpServletRequest request, HttpServletResponse response, Fault fault) throws IOException {
        if (response.isCommitted()) return;
        response.resetBuffer();
        response.setStatus(fault.status());
        fault.headers().forEach(response::setHeader);
        response.setContentType(ProblemDocument.MEDIA_TYPE);
        var body = json.writeValueAsBytes(ProblemDocument.of(fault, path(request)));
        response.setContentLength(body.length);
        if (!HttpMethod.HEAD.matches(request.getMethod()))
            response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** Whether the caller is a program: decided by the address asked for, not by headers. */
    public static boolean forPrograms(HttpServletRequest request) {
        var path = path(request);
        return path.startsWith("/api/")
                || path.startsWith("/hooks/")
                || path.equals("/api")
                || path.startsWith("/v3/")
                || path.startsWith("/actuator");
    }

    /** The path the client asked for, also while an error is being dispatched. */
    static String path(HttpServletRequest request) {
        var original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original instanceof String path ? path : request.getRequestURI();
    }
}

package wharf.platform.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import wharf.shared.Problem;

/**
 * RFC 9457 problem details, with two members of our own.
 *
 * @param type where the kind of problem is explained, relative to the server
 * @param instance the path of the request
 * @param errors what is wrong with which field
 * @param traceId under which the request is found in log and traces
 * @param errorId under which the operator's log holds the details
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "traceId", "errorId", "errors"})
record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @Nullable String traceId,
        @Nullable String errorId,
        List<Problem> errors) {
    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDocument of(Fault fault, String instance) {
        var kind = fault.kind();
        return new ProblemDocument(
                "/docs/problems#" + kind.slug(),
                kind.title(),
                fault.status(),
                fault.detail(),
                instance,
                MDC.get("traceId"),
                fault.errorId(),
                fault.errors());
    }
}

package wharf.platform.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.platform.Shown;
import wharf.shared.Problem;

/**
 * Why a request is not done, as it is told to the client.
 *
 * @param errors what is wrong with which field; may be empty
 * @param headers to be sent along, such as {@code Retry-After}
 * @param errorId under which the log holds the details; null where the client did it
 */
public record Fault(
        FaultKind kind,
        String detail,
        List<Problem> errors,
        Map<String, String> headers,
        @Nullable String errorId) {
    private static final Pattern ID = Pattern.compile(" [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern LISTED = Pattern.compile("\\[([A-Z][A-Z_]*(, [A-Z][A-Z_]*)*)]");

    public Fault {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public static Fault of(FaultKind kind, String detail) {
        return new Fault(kind, detail, List.of(), Map.of(), null);
    }

    public static Fault of(FaultKind kind, List<Problem> errors) {
        return new Fault(kind, summary(kind, errors), errors, Map.of(), null);
    }

    public static Fault of(FaultKind kind, Problem error) {
        return of(kind, List.of(error));
    }

    public Fault with(String header, String value) {
        var all = new HashMap<>(headers);
        all.put(header, value);
        return new Fault(kind, detail, errors, all, errorId);
    }

    Fault logged(String id) {
        return new Fault(kind, detail, errors, headers, id);
    }

    public int status() {
        return kind.status();
    }

    /** The detail for people: without ids, constants as words. */
    public String said() {
        var said = ID.matcher(detail).replaceAll("");
        return LISTED.matcher(said)
                .replaceAll(listed ->
                        Matcher.quoteReplacement(Arrays.stream(listed.group(1).split(", "))
                                .map(Shown::words)
                                .collect(Collectors.joining(", "))));
    }

    private static String summary(FaultKind kind, List<Problem> errors) {
        if (errors.isEmpty()) return kind.title();
        if (errors.size() > 1) return errors.size() + " fields need attention; see errors.";
        var only = errors.getFirst();
        return only.field().isEmpty() ? only.message() : only.field() + ": " + only.message();
    }
}

package wharf.shared;

import java.util.List;

/**
 * An expected refusal on its way to whoever asked: the API answers it as RFC 9457 problem details, a screen shows its messages. Modules
 * return refusals as values where the caller has a choice; this is for where there is none but to tell the person.
 */
public final class Refusal extends RuntimeException {
    /** What kind of refusal, and so which HTTP status. */
    public enum Kind {
        INVALID(422),
        NOT_FOUND(404),
        CONFLICT(409),
        FORBIDDEN(403),
        BUSY(429),
        UNAVAILABLE(503);

        public final int status;

        Kind(int status) {
            this.status = status;
        }
    }

    private static final long serialVersionUID = 1;
    private final Kind kind;
    private final transient List<Problem> problems;

    public Refusal(Kind kind, List<Problem> problems) {
        super(problems.isEmpty() ? kind.name() : problems.getFirst().message(), null, false, false);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    public static Refusal invalid(
            String code, String field, @org.jspecify.annotations.Nullable Object value, String message) {
        return new Refusal(Kind.INVALID, List.of(Problem.of(code, field, value, message)));
    }

    public static Refusal invalid(List<Problem> problems) {
        return new Refusal(Kind.INVALID, problems);
    }

    public static Refusal notFound(String what, Object id) {
        return new Refusal(
                Kind.NOT_FOUND,
                List.of(Problem.of("not-found", "", id, "There is no " + what + " " + id + " that you may see.")));
    }

    public static Refusal conflict(String code, String message) {
        return new Refusal(Kind.CONFLICT, List.of(Problem.of(code, "", null, message)));
    }

    public static Refusal conflict(
            String code, String field, @org.jspecify.annotations.Nullable Object value, String message) {
        return new Refusal(Kind.CONFLICT, List.of(Problem.of(code, field, value, message)));
    }

    public Kind kind() {
        return kind;
    }

    public List<Problem> problems() {
        return problems;
    }
}

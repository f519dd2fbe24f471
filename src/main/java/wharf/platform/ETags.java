package wharf.platform;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;

/** Entity tags made of a row's version, and the check of {@code If-Match}. */
public final class ETags {
    private ETags() {}

    /** The value of the header {@code ETag}. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * Refuses (412) unless {@code If-Match} is absent, {@code *} or names the version.
     *
     * @throws PreconditionFailed when the resource has changed since it was read
     */
    public static void require(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) return;
        var current = of(version);
        if (Arrays.stream(ifMatch.split(",", -1)).map(String::strip).anyMatch(current::equals)) return;
        throw new PreconditionFailed(ifMatch, current);
    }

    /** The resource is not what the caller took it for. Answered with 412. */
    public static final class PreconditionFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Problem> problems;

        PreconditionFailed(String given, String current) {
            super("If-Match is " + given + ", the current version is " + current, null, false, false);
            problems = List.of(Problem.of(
                    "version-mismatch",
                    "If-Match",
                    given,
                    "It was changed meanwhile: read it again (its ETag is now " + current + ") and repeat."));
        }

        public List<Problem> problems() {
            return problems;
        }
    }
}

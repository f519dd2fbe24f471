package wharf.yours;

import org.jspecify.annotations.Nullable;

/**
 * Something about a row or an order.
 *
 * @param severe the order is not tried for it; else something was assumed
 * @param fileNo and line say where; null when the order as a whole is meant
 * @param ref the order's number, where it is known
 */
public record TrialProblem(
        long n,
        boolean severe,
        @Nullable Integer fileNo,
        @Nullable Long line,
        @Nullable String ref,
        String field,
        @Nullable String value,
        String message) {
    static TrialProblem severe(
            @Nullable Integer file,
            @Nullable Long line,
            @Nullable String ref,
            String field,
            @Nullable String value,
            String message) {
        return new TrialProblem(0, true, file, line, ref, field, value, message);
    }

    static TrialProblem slight(
            @Nullable Integer file,
            @Nullable Long line,
            @Nullable String ref,
            String field,
            @Nullable String value,
            String message) {
        return new TrialProblem(0, false, file, line, ref, field, value, message);
    }
}

package wharf.shipping.rating;

import java.util.List;
import wharf.shared.Problem;

/** What a file held, and what is wrong with it; a field of a problem starts with its line, {@code line 17.amount}. */
public record Parsed<T>(List<T> rows, List<Problem> problems) {
    public Parsed {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    static <T> Parsed<T> failed(Problem problem) {
        return new Parsed<>(List.of(), List.of(problem));
    }
}

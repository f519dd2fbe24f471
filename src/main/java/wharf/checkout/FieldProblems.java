package wharf.checkout;

import java.util.List;
import java.util.stream.Collectors;
import wharf.shared.Problem;

/** What is wrong with the checkout's form, by field, in the shopper's language. For templates. */
public record FieldProblems(List<Problem> all) {
    static final FieldProblems NONE = new FieldProblems(List.of());

    public FieldProblems {
        all = List.copyOf(all);
    }

    public boolean has(String field) {
        return all.stream().anyMatch(problem -> problem.field().equals(field));
    }

    /** What is wrong with this field; empty when nothing is. */
    public String of(String field) {
        return all.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::message)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** Whether this field is the first that is wrong, so that the cursor goes there. */
    public boolean isFirst(String field) {
        return !all.isEmpty() && all.getFirst().field().equals(field);
    }
}

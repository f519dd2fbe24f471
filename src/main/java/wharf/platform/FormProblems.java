package wharf.platform;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wharf.shared.Problem;

/** What is wrong with a form, by field. For templates. */
public record FormProblems(List<Problem> all) {
    public static final FormProblems NONE = new FormProblems(List.of());

    /** What is wrong with this field; empty when nothing is. */
    public String of(String field) {
        return all.stream()
                .filter(problem -> problem.field().equals(field))
                .map(Problem::message)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** What the form calls the field of a problem: {@code shipTo.line1} is its street. Empty when it is about none. */
    public static String label(Problem problem) {
        var field = problem.field().substring(problem.field().lastIndexOf('.') + 1);
        return switch (field) {
            case "line1" -> "Street";
            case "line2" -> "Second line";
            case "region" -> "State, province or region";
            case "email" -> "E-mail";
            case "lines" -> "Items";
            case "sku" -> "SKU";
            default -> field.isEmpty() || !Character.isLetter(field.charAt(0)) ? "" : Shown.name(field);
        };
    }

    /** These and others, each once. */
    public FormProblems and(List<Problem> others) {
        return new FormProblems(
                Stream.concat(all.stream(), others.stream()).distinct().toList());
    }

    /** Whether this field is the first that is wrong, so that the cursor goes there. */
    public boolean isFirst(String field) {
        return !all.isEmpty() && all.getFirst().field().equals(field);
    }

    public boolean has(String field) {
        return !of(field).isEmpty();
    }

    /** What belongs to none of these fields, so that it has to be shown above the form. */
    public List<String> besides(List<String> fields) {
        return all.stream()
                .filter(problem -> !fields.contains(problem.field()))
                .map(problem ->
                        problem.field().isEmpty() ? problem.message() : problem.field() + ": " + problem.message())
                .distinct()
                .toList();
    }
}

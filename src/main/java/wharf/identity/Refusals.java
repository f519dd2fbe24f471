package wharf.identity;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.stream.Collectors;
import wharf.platform.FormProblems;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Refusals as this module's forms show them. */
final class Refusals {
    private Refusals() {}

    static String text(Refusal refusal) {
        return refusal.problems().stream()
                .map(problem -> {
                    var label = FormProblems.label(problem);
                    return label.isEmpty() ? problem.message() : label + ": " + problem.message();
                })
                .collect(Collectors.joining(" "));
    }

    static Refusal of(ConstraintViolationException e) {
        return Refusal.invalid(
                e.getConstraintViolations().stream().map(Refusals::problem).toList());
    }

    private static Problem problem(ConstraintViolation<?> violation) {
        return Problem.of("invalid", violation.getPropertyPath().toString(), null, violation.getMessage() + ".");
    }
}

package wharf.platform.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestCookieException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Says which field or parameter breaks which rule. */
final class InputFaults {
    private InputFaults() {}

    static Fault of(ConstraintViolationException e) {
        return Fault.of(
                FaultKind.INVALID,
                e.getConstraintViolations().stream().map(InputFaults::problem).toList());
    }

    static Fault of(BindException e) {
        return Fault.of(
                FaultKind.INVALID,
                e.getAllErrors().stream().map(InputFaults::problem).toList());
    }

    static Fault of(HandlerMethodValidationException e) {
        return Fault.of(
                FaultKind.INVALID,
                e.getParameterValidationResults().stream()
                        .flatMap(result -> problems(result).stream())
                        .toList());
    }

    /** An id that is none leads nowhere: 404; any other parameter is invalid. */
    static Fault of(MethodArgumentTypeMismatchException e) {
        if (Faults.caused(e, Refusal.class) instanceof Refusal refusal) return Faults.of(refusal);
        boolean inPath = e.getParameter().hasParameterAnnotation(PathVariable.class);
        var problem = Problem.of(
                inPath ? "not-found" : "wrong-type",
                e.getName(),
                e.getValue(),
                "Expected " + JsonFaults.expected(e.getRequiredType()) + ".");
        return Fault.of(inPath ? FaultKind.NOT_FOUND : FaultKind.INVALID, problem);
    }

    static Fault of(MissingRequestValueException e) {
        var name = switch (e) {
            case MissingServletRequestParameterException parameter -> parameter.getParameterName();
            case MissingRequestHeaderException header -> header.getHeaderName();
            case MissingRequestCookieException cookie -> cookie.getCookieName();
            case MissingPathVariableException variable -> variable.getVariableName();
            default -> "";
        };
        return Fault.of(FaultKind.INVALID, Problem.of("missing", name, null, "Send " + name + "."));
    }

    private static Problem problem(ConstraintViolation<?> violation) {
        var field = violation.getPropertyPath().toString();
        // The first two steps are the method and its parameter where a method was validated.
        return Problem.of(
                code(violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName()),
                field,
                JsonFaults.shown(field, simple(violation.getInvalidValue())),
                sentence(violation.getMessage()));
    }

    private static Problem problem(ObjectError error) {
        var field = error instanceof FieldError named ? named.getField() : "";
        var value = error instanceof FieldError named ? named.getRejectedValue() : null;
        if (error instanceof FieldError named && named.isBindingFailure())
            return Problem.of(
                    "wrong-type", field, JsonFaults.shown(field, simple(value)), "This is not of the expected type.");
        return Problem.of(
                code(error.getCode()),
                field,
                JsonFaults.shown(field, simple(value)),
                sentence(error.getDefaultMessage()));
    }

    private static List<Problem> problems(ParameterValidationResult result) {
        if (result instanceof ParameterErrors errors)
            return errors.getAllErrors().stream()
                    .map(InputFaults::problem)
                    .map(problem -> at(result, problem))
                    .toList();
        var name = result.getMethodParameter().getParameterName();
        return result.getResolvableErrors().stream()
                .map(error -> Problem.of(
                        code(error),
                        name == null ? "" : name,
                        simple(result.getArgument()),
                        sentence(error.getDefaultMessage())))
                .toList();
    }

    /** A body that is a list: {@code [3].sku}. */
    private static Problem at(ParameterValidationResult result, Problem problem) {
        var index = result.getContainerIndex();
        return index == null ? problem : problem.under("[" + index + "]");
    }

    private static String code(MessageSourceResolvable error) {
        var codes = error.getCodes();
        return code(codes == null || codes.length == 0 ? null : codes[codes.length - 1]);
    }

    /** NotBlank becomes not-blank. */
    private static String code(@Nullable String constraint) {
        if (constraint == null || constraint.isEmpty()) return "invalid";
        if (constraint.equals("NotNull") || constraint.equals("NotBlank") || constraint.equals("NotEmpty"))
            return "missing";
        return constraint.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Values are echoed only where they are short and plain, never a whole object. */
    private static @Nullable Object simple(@Nullable Object value) {
        return value instanceof CharSequence
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Enum
                ? value
                : null;
    }

    private static String sentence(@Nullable String message) {
        if (message == null || message.isEmpty()) return "This value is not allowed.";
        var text = Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return text.endsWith(".") ? text : text + ".";
    }
}

package wharf.platform.web;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import wharf.shared.Id;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Says in people's words what is wrong with a JSON body: which field, what was expected, or at which line it stops being JSON. */
final class JsonFaults {
    private JsonFaults() {}

    static Fault of(JacksonException e) {
        if (Faults.caused(e, BodyTooLarge.class) != null) return Faults.tooLarge();
        var path = path(e);
        return switch (e) {
            case UnrecognizedPropertyException unknown -> unknownField(unknown, path);
            case InvalidTypeIdException kind ->
                invalid("unknown-kind", path, kind.getTypeId(), "There is no such kind here.");
            case InvalidFormatException format -> wrongValue(format, path);
            case ValueInstantiationException refused -> refused(refused, path);
            case MismatchedInputException mismatch -> mismatched(mismatch, path);
            case InputCoercionException range ->
                invalid("out-of-range", path, null, "The number is too large for this field.");
            case StreamConstraintsException limit ->
                malformed(e, "It is nested too deeply, or a name, number or text in it is too long");
            case UnexpectedEndOfInputException end -> malformed(e, "The JSON ends too early");
            default -> malformed(e, isTwice(e) ? "A field is here twice" : "This is not JSON");
        };
    }

    /** {@code lines[2].quantity}, as the client would write it. */
    static String path(JacksonException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            if (step.getPropertyName() == null)
                path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
        }
        return path.toString();
    }

    private static boolean isTwice(JacksonException e) {
        return e.getOriginalMessage().startsWith("Duplicate Object property");
    }

    private static Fault unknownField(UnrecognizedPropertyException e, String path) {
        var known = e.getKnownPropertyIds();
        var hint = known == null || known.isEmpty()
                ? ""
                : " Known here: "
                        + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")) + ".";
        return invalid("unknown-field", path, null, "There is no such field." + hint);
    }

    private static Fault wrongValue(InvalidFormatException e, String path) {
        var value = e.getValue();
        if (CleanText.hostile(value)) return invalid("hostile-text", path, value, CleanText.ADVICE);
        return invalid("wrong-type", path, shown(path, value), "Expected " + expected(e.getTargetType()) + ".");
    }

    private static Fault mismatched(MismatchedInputException e, String path) {
        var token = e.getCurrentToken();
        if (token == null && path.isEmpty()) return malformed(e, "The JSON ends too early");
        if (token == JsonToken.VALUE_NULL || isMissing(e))
            return invalid("missing", path, null, "Expected " + expected(e.getTargetType()) + ".");
        return invalid("wrong-type", path, null, "Expected " + expected(e.getTargetType()) + ".");
    }

    private static boolean isMissing(MismatchedInputException e) {
        var message = e.getOriginalMessage();
        return message.startsWith("Missing required") || message.startsWith("Cannot map `null`");
    }

    /** A value's own constructor refused it; its message names the offending value. */
    private static Fault refused(ValueInstantiationException e, String path) {
        if (Faults.caused(e, Refusal.class) instanceof Refusal refusal)
            return Fault.of(
                    FaultKind.INVALID,
                    refusal.problems().stream()
                            .map(problem -> path.isEmpty() ? problem : problem.under(path))
                            .toList());
        var cause = e.getCause();
        var message = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        return invalid("invalid-value", path, null, message == null ? "This value is not allowed." : message);
    }

    private static Fault malformed(JacksonException e, String what) {
        var at = e.getLocation();
        var where = at == null || at.getLineNr() < 1
                ? ""
                : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return Fault.of(FaultKind.MALFORMED, Problem.of("malformed-json", path(e), null, what + where + "."));
    }

    private static Fault invalid(String code, String path, @Nullable Object value, String message) {
        return Fault.of(FaultKind.INVALID, Problem.of(code, path, value, message));
    }

    static @Nullable Object shown(String field, @Nullable Object value) {
        var name = field.toLowerCase(java.util.Locale.ROOT);
        return name.endsWith("password") || name.endsWith("secret") ? null : value;
    }

    static String expected(@Nullable Class<?> type) {
        if (type == null) return "another type";
        if (type.isEnum())
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        if (type == String.class) return "text";
        if (type == boolean.class || type == Boolean.class) return "true or false";
        if (isWhole(type)) return "a whole number";
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) return "a number";
        if (type == UUID.class || Id.class.isAssignableFrom(type)) return "an id of 36 characters";
        if (type == Instant.class) return "a time such as 2026-01-31T12:00:00Z";
        if (type == LocalDate.class) return "a date such as 2026-01-31";
        if (Temporal.class.isAssignableFrom(type)) return "a date or time in ISO 8601";
        if (Collection.class.isAssignableFrom(type) || type.isArray()) return "a list";
        if (Map.class.isAssignableFrom(type)) return "an object";
        return type.isRecord() ? "an object with " + components(type) : "another value";
    }

    private static boolean isWhole(Class<?> type) {
        return List.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class)
                        .contains(type)
                || type == java.math.BigInteger.class;
    }

    private static String components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }
}

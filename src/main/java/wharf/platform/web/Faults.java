package wharf.platform.web;

import jakarta.validation.ConstraintViolationException;
import java.time.DateTimeException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import wharf.platform.ETags;
import wharf.platform.ProviderAway;
import wharf.shared.Refusal;

/** Turns whatever was thrown into what the client is told. What the client could not have caused is logged under an error id. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int DEEPEST = 12;

    private Faults() {}

    static Fault of(Throwable thrown) {
        return switch (thrown) {
            case Refusal refusal -> refusal(refusal);
            case ProviderAway away -> away(away);
            case ETags.PreconditionFailed changed -> Fault.of(FaultKind.VERSION_MISMATCH, changed.problems());
            case AccessDeniedException denied ->
                Fault.of(FaultKind.FORBIDDEN, "You may not do this: your account or token lacks the right.");
            case AuthenticationException stranger -> unauthorized();
            case ConstraintViolationException e -> InputFaults.of(e);
            case HandlerMethodValidationException e -> InputFaults.of(e);
            case BindException e -> InputFaults.of(e);
            case MethodArgumentTypeMismatchException e -> InputFaults.of(e);
            case MissingRequestValueException e -> InputFaults.of(e);
            case HttpMessageConversionException e -> unreadable(e);
            case MaxUploadSizeExceededException e -> Fault.of(FaultKind.TOO_LARGE, "The upload is too large.");
            case MultipartException e ->
                caused(e, BodyTooLarge.class) != null
                        ? tooLarge()
                        : Fault.of(FaultKind.MALFORMED, "The multipart body cannot be read.");
            case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e);
            case HttpMediaTypeNotSupportedException e -> unsupported(e);
            case NoHandlerFoundException e -> nothingHere();
            case NoResourceFoundException e -> nothingHere();
            default -> other(thrown);
        };
    }

    static Fault unauthorized() {
        return Fault.of(FaultKind.UNAUTHORIZED, "Sign in, or send a living token as Authorization: Bearer wharf_….")
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"wharf\"");
    }

    static Fault tooLarge() {
        return Fault.of(FaultKind.TOO_LARGE, "A body has at most " + RequestLimits.LARGEST_BODY + " bytes.");
    }

    static Fault nothingHere() {
        return Fault.of(FaultKind.NOT_FOUND, "There is nothing at this address.");
    }

    static Fault unavailable() {
        return Fault.of(FaultKind.UNAVAILABLE, "The server is at its limit; nothing was changed. Repeat the request.")
                .with(HttpHeaders.RETRY_AFTER, "1");
    }

    /** A fault that needs a person: logged with its cause, told without. */
    static Fault logged(Fault fault, Throwable cause) {
        var id = UUID.randomUUID().toString();
        LOG.error("Error {}: {}", id, fault.kind(), cause);
        return fault.logged(id);
    }

    private static Fault refusal(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID -> Fault.of(FaultKind.INVALID, refusal.problems());
            case NOT_FOUND -> Fault.of(FaultKind.NOT_FOUND, refusal.problems());
            case CONFLICT -> Fault.of(FaultKind.CONFLICT, refusal.problems());
            case FORBIDDEN -> Fault.of(FaultKind.FORBIDDEN, refusal.problems());
            case BUSY -> Fault.of(FaultKind.BUSY, refusal.problems()).with(HttpHeaders.RETRY_AFTER, "1");
            case UNAVAILABLE ->
                Fault.of(FaultKind.UNAVAILABLE, refusal.problems()).with(HttpHeaders.RETRY_AFTER, "1");
        };
    }

    private static Fault away(ProviderAway away) {
        long seconds = Math.max(
                1,
                java.time.Duration.between(java.time.Instant.now(), away.retryAt())
                        .toSeconds());
        return Fault.of(FaultKind.UNAVAILABLE, away.refusal().problems())
                .with(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }

    private static Fault unreadable(HttpMessageConversionException e) {
        if (caused(e, BodyTooLarge.class) != null) return tooLarge();
        if (caused(e, Refusal.class) instanceof Refusal refusal && caused(e, JacksonException.class) == null)
            return refusal(refusal);
        if (caused(e, JacksonException.class) instanceof JacksonException jackson) return JsonFaults.of(jackson);
        var message = e.getMessage();
        if (message != null && message.startsWith("Required request body"))
            return Fault.of(FaultKind.MALFORMED, "The request needs a body.");
        return Fault.of(FaultKind.MALFORMED, "The body cannot be read: is it complete, and of its Content-Type?");
    }

    private static Fault methodNotAllowed(HttpRequestMethodNotSupportedException e) {
        var fault = Fault.of(FaultKind.METHOD_NOT_ALLOWED, "This address does not know " + e.getMethod() + ".");
        var allowed = e.getSupportedHttpMethods();
        if (allowed == null) return fault;
        return fault.with(
                HttpHeaders.ALLOW,
                allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
    }

    private static Fault unsupported(HttpMediaTypeNotSupportedException e) {
        var known = MediaType.toString(e.getSupportedMediaTypes());
        return Fault.of(
                        FaultKind.UNSUPPORTED_MEDIA_TYPE,
                        known.isEmpty() ? "Send application/json." : "Send one of " + known + ".")
                .with(HttpHeaders.ACCEPT, known.isEmpty() ? "application/json" : known);
    }

    private static Fault other(Throwable thrown) {
        if (caused(thrown, BodyTooLarge.class) != null) return tooLarge();
        if (caused(thrown, Refusal.class) instanceof Refusal refusal) return refusal(refusal);
        var database = DatabaseFaults.of(thrown);
        if (database != null) return database;
        if (thrown instanceof ErrorResponse response) return ofStatus(response);
        // Sums and dates of what the client sent that no number or calendar can hold. Logged: a check of ours is
        // missing.
        if (thrown instanceof ArithmeticException || thrown instanceof DateTimeException)
            return logged(Fault.of(FaultKind.INVALID, "A number or time is out of range."), thrown);
        if (isBadParameter(thrown)) return Fault.of(FaultKind.MALFORMED, "The parameters cannot be read.");
        return logged(Fault.of(FaultKind.FAULT, "Something unexpected happened; the fault is logged."), thrown);
    }

    private static Fault ofStatus(ErrorResponse response) {
        int status = response.getStatusCode().value();
        var kind = FaultKind.ofStatus(status);
        var detail = response.getBody().getDetail();
        var headers = response.getHeaders().toSingleValueMap();
        var fault = new Fault(kind, detail == null ? kind.remedy() : detail, List.of(), headers, null);
        return kind == FaultKind.UNAVAILABLE ? fault.with(HttpHeaders.RETRY_AFTER, "1") : fault;
    }

    /** Tomcat's own exception for parameters that are no valid UTF-8 or too many; not on our compile path as a public contract. */
    private static boolean isBadParameter(Throwable thrown) {
        return thrown.getClass().getName().startsWith("org.apache.tomcat.util.http.InvalidParameterException");
    }

    static <T extends Throwable> @Nullable T caused(Throwable thrown, Class<T> type) {
        var cause = thrown;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (type.isInstance(cause)) return type.cast(cause);
            cause = cause.getCause();
        }
        return null;
    }
}

package wharf.platform.web;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of problem a request can meet; the type of a problem document is {@code /docs/problems#} and the slug. */
public enum FaultKind {
    MALFORMED(
            400,
            "The request cannot be read",
            "Correct its syntax. The errors name line and column where they are known."),
    UNAUTHORIZED(401, "Sign in first", "Send Authorization: Bearer with a living token, or sign in."),
    FORBIDDEN(403, "Not allowed", "Ask an administrator for the authority that the operation names."),
    NOT_FOUND(404, "Not found", "There is no such thing, or it is another merchant's."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "Use one of the methods in the header Allow."),
    NOT_ACCEPTABLE(406, "Not acceptable", "Accept application/json."),
    CONFLICT(409, "Conflict", "The state of things does not allow it now. Read it again, then decide."),
    IN_PROGRESS(409, "Still in progress", "The same request is being done. Repeat it after Retry-After seconds."),
    VERSION_MISMATCH(412, "Changed meanwhile", "Read it again and repeat with the new ETag."),
    TOO_LARGE(413, "Too large", "Send less at once."),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type", "Send one of the types in the header Accept."),
    INVALID(422, "Invalid input", "Correct the fields that the errors name."),
    BUSY(429, "Too many requests", "Repeat after Retry-After seconds."),
    FAULT(500, "Unexpected fault", "It is ours, not yours. Quote the error id to whoever runs Wharf."),
    UNAVAILABLE(503, "Unavailable for a moment", "Repeat after Retry-After seconds.");

    private final int status;
    private final String title;
    private final String remedy;

    FaultKind(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What the client can do about it. */
    public String remedy() {
        return remedy;
    }

    /** What a person at a screen can do about it. */
    public String advice() {
        return switch (this) {
            case MALFORMED, UNAUTHORIZED, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE ->
                "Go back, load the page anew and try again.";
            case FORBIDDEN -> "Ask an administrator for it, or sign in as somebody who may.";
            case CONFLICT -> "Things have changed. Go back, load the page anew, then decide.";
            case IN_PROGRESS -> "The same is being done already. Look again in a moment.";
            case VERSION_MISMATCH -> "Somebody changed it meanwhile. Go back, load the page anew, then decide.";
            case INVALID -> "Nothing was changed. Go back and correct what is named.";
            case BUSY, UNAVAILABLE -> "Nothing was lost. Try again in a moment.";
            case NOT_FOUND, TOO_LARGE, FAULT -> remedy;
        };
    }

    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind for a bare status; unknown 4xx count as malformed, the rest as fault. */
    static FaultKind ofStatus(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status >= 400 && status < 500 ? MALFORMED : FAULT);
    }
}

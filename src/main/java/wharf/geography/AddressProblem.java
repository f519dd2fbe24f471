package wharf.geography;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with an address.
 *
 * @param field the record component of {@link Address} it concerns
 * @param value what was given, cut to 60 characters and cleaned of what cannot be shown
 * @param message what is wrong and what to write instead
 */
public record AddressProblem(String field, @Nullable String value, String message, Severity severity) {

    /** {@code ERROR}: refuse the address. {@code WARNING}: accept it, and let a person look. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** Whether the address must be refused because of this. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }
}

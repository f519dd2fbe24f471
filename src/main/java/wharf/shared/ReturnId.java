package wharf.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one return. */
public record ReturnId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ReturnId {}

    public static ReturnId next() {
        return new ReturnId(Ids.next());
    }

    /** Reads the canonical form; throws IllegalArgumentException with the offending text. */
    public static ReturnId of(String text) {
        return new ReturnId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

package wharf.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one fulfilment. */
public record FulfilmentId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FulfilmentId {}

    public static FulfilmentId next() {
        return new FulfilmentId(Ids.next());
    }

    /** Reads the canonical form; throws IllegalArgumentException with the offending text. */
    public static FulfilmentId of(String text) {
        return new FulfilmentId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

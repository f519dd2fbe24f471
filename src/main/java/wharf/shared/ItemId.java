package wharf.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one item. */
public record ItemId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ItemId {}

    public static ItemId next() {
        return new ItemId(Ids.next());
    }

    /** Reads the canonical form; throws IllegalArgumentException with the offending text. */
    public static ItemId of(String text) {
        return new ItemId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

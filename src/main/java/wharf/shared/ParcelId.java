package wharf.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one parcel. */
public record ParcelId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ParcelId {}

    public static ParcelId next() {
        return new ParcelId(Ids.next());
    }

    /** Reads the canonical form; throws IllegalArgumentException with the offending text. */
    public static ParcelId of(String text) {
        return new ParcelId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

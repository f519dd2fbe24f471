package wharf.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one warehouse. */
public record WarehouseId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WarehouseId {}

    public static WarehouseId next() {
        return new WarehouseId(Ids.next());
    }

    /** Reads the canonical form; throws IllegalArgumentException with the offending text. */
    public static WarehouseId of(String text) {
        return new WarehouseId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

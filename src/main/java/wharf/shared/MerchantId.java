package wharf.shared;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one merchant. */
public record MerchantId(@JsonValue UUID value) implements Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MerchantId {}

    public static MerchantId next() {
        return new MerchantId(Ids.next());
    }

    /** Reads the canonical form; throws IllegalArgumentException with the offending text. */
    public static MerchantId of(String text) {
        return new MerchantId(Ids.parse(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

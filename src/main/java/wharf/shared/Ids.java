package wharf.shared;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Collection;
import java.util.UUID;

/** Makes and reads identifiers. */
public final class Ids {
    private Ids() {}

    /** A new UUIDv7 (RFC 9562): ordered by time, so that indexes grow at one end. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** Reads the canonical 36-character form only; {@code UUID.fromString} would accept "1-1-1-1-1". */
    public static UUID parse(String text) {
        if (text.length() != 36) throw new IllegalArgumentException("not an id: " + text);
        return UUID.fromString(text);
    }

    /** The bare values, for an array parameter. */
    public static UUID[] values(Collection<? extends Id> ids) {
        return ids.stream().map(Id::value).toArray(UUID[]::new);
    }
}

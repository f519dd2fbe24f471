package wharf.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that stops an order. Several stack; any open one closes the gates it names. */
public record Hold(
        UUID id,
        UUID orderId,
        Kind kind,
        String reason,
        String owner,
        List<Gate> gates,
        Instant placedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant liftedAt,
        @Nullable String liftedBy) {
    public enum Kind {
        PAYMENT,
        FRAUD,
        ADDRESS,
        DUPLICATE,
        MANUAL,
        STOCK
    }

    /** A step that a hold can stop. */
    public enum Gate {
        ROUTE,
        RELEASE,
        PICK,
        PACK,
        LABEL,
        SHIP
    }

    public boolean isOpen() {
        return liftedAt == null;
    }
}

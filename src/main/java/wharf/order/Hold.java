package wharf.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
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
        ROUTE("routing"),
        RELEASE("release"),
        PICK("picking"),
        PACK("packing"),
        LABEL("labels"),
        SHIP("shipping");

        private final String work;

        Gate(String work) {
            this.work = work;
        }

        /** What is closed, in a person's words. */
        public String work() {
            return work;
        }
    }

    /** What it stops, in the order of the work: {@code routing, release}; {@code every step} when it stops all. */
    public String stops() {
        if (gates.size() == Gate.values().length) return "every step";
        return gates.stream().sorted().map(Gate::work).collect(Collectors.joining(", "));
    }

    public boolean isOpen() {
        return liftedAt == null;
    }
}

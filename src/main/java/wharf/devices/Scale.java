package wharf.devices;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.devices.agent.ScaleKind;
import wharf.shared.WarehouseId;

/**
 * A scale in a warehouse.
 *
 * @param host null for a simulated one
 * @param port 0 for a simulated one
 * @param agent who reads it, where this server cannot; null when the server does
 */
public record Scale(
        UUID id,
        WarehouseId warehouse,
        String name,
        Kind kind,
        @Nullable String host,
        int port,
        @Nullable UUID agent) {
    /** How it is spoken to. */
    public enum Kind {
        /** Mettler Toledo's command set over TCP. */
        MT_SICS("Mettler Toledo (MT-SICS)"),
        /** NCI's protocol over TCP. */
        NCI("NCI, most shipping scales"),
        /** A simulator inside Wharf: it weighs what it is told lies on it. */
        SIMULATED("Simulated scale");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** As the wire knows it. */
        ScaleKind wire() {
            return switch (this) {
                case MT_SICS -> ScaleKind.MT_SICS;
                case NCI -> ScaleKind.NCI;
                case SIMULATED -> throw new IllegalStateException("a simulated scale has no wire");
            };
        }
    }
}

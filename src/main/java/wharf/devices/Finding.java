package wharf.devices;

import java.time.Instant;
import java.util.UUID;

/** What a device's check page found out about one thing, last. */
public record Finding(UUID deviceId, Thing thing, boolean works, String detail, Instant foundAt) {
    /** What is checked. */
    public enum Thing {
        SCANNER("Scanner"),
        CAMERA("Camera"),
        SOUND("Sound"),
        VIBRATION("Vibration"),
        PRINTER("Printer"),
        SECURE("HTTPS"),
        SERVICE_WORKER("Offline worker");

        private final String label;

        Thing(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}

package wharf.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;

/** Devices that the operator has let in: on them a badge and a PIN are enough to sign in. Said by whoever lets devices in. */
@FunctionalInterface
public interface KnownDevices {
    /** The one that sent the request; empty when none did, or one that is shut out. */
    Optional<UUID> sender(HttpServletRequest request);
}

package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.identity.KnownDevices;

/** What has joined is known; what was shut out has not come this far. */
@Component
class JoinedDevices implements KnownDevices {
    @Override
    public Optional<UUID> sender(HttpServletRequest request) {
        return ThisDevice.of(request).map(Device::id);
    }
}

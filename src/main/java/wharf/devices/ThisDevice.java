package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The joined device that sent the request this thread answers. For controllers. */
public final class ThisDevice {
    private static final String ATTRIBUTE = ThisDevice.class.getName();

    private ThisDevice() {}

    /** Empty for a browser that never joined, and for programs. */
    public static Optional<Device> find() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Optional.empty();
    }

    /** The pack station this browser stands at. */
    public static Optional<UUID> station() {
        return find().map(Device::station);
    }

    static Optional<Device> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Device device ? Optional.of(device) : Optional.empty();
    }

    static void attach(HttpServletRequest request, Device device) {
        request.setAttribute(ATTRIBUTE, device);
    }
}

package wharf.devices;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import wharf.identity.BrowserSessions;
import wharf.platform.Context;
import wharf.platform.CurrentUser;
import wharf.platform.web.Answers;
import wharf.platform.web.Fault;
import wharf.platform.web.FaultKind;

/**
 * Recognises joined browsers, behind the door that recognises people: notes whose session runs on which device, and lets nothing of a device
 * in that was shut out.
 */
@Component
@Order(20)
class DeviceFilter extends OncePerRequestFilter {
    private final Devices devices;
    private final Answers answers;
    /** What is noted already, so that a click costs no write. */
    private final Cache<String, Boolean> noted = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    DeviceFilter(Devices devices, Answers answers) {
        this.devices = devices;
        this.answers = answers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/assets/")
                || path.startsWith("/webjars/")
                || DeviceCookie.read(request).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var device = DeviceCookie.read(request)
                .flatMap(secret -> Context.background("device").call(() -> devices.bySecret(secret)));
        if (device.isEmpty()) {
            DeviceCookie.clear(request, response);
            chain.doFilter(request, response);
            return;
        }
        if (device.get().revokedAt() != null && request.getRequestURI().startsWith("/device/join/")) {
            chain.doFilter(request, response);
            return;
        }
        if (device.get().revokedAt() != null) {
            answers.refuse(
                    request,
                    response,
                    Fault.of(
                            FaultKind.FORBIDDEN,
                            "This device was shut out. A manager can let it join anew at /devices."));
            return;
        }
        ThisDevice.attach(request, device.get());
        if (CurrentUser.find().isPresent())
            BrowserSessions.digest(request).ifPresent(session -> note(device.get(), session));
        chain.doFilter(request, response);
    }

    private void note(Device device, byte[] session) {
        var key = device.id() + HexFormat.of().formatHex(session);
        if (noted.getIfPresent(key) != null) return;
        Context.background("device").run(() -> devices.runs(device.id(), session));
        noted.put(key, true);
    }
}

package wharf.devices;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where devices reach this Wharf: by its own TLS where that is on, else as whoever asks does. */
@Component
class DeviceAddress {
    private final TlsSettings tls;

    DeviceAddress(TlsSettings tls) {
        this.tls = tls;
    }

    /** A code as a manager shows it, to be brought to this address. */
    JoinCode code(HttpServletRequest request, Device.Kind kind, String name, String code, String back) {
        return JoinCode.of(kind, name, code, of(request), tls.on() && !tls.ownCertificate(), back);
    }

    private String of(HttpServletRequest request) {
        if (tls.on()) return tls.urls().getFirst();
        return ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
    }

    /** Whether only this machine can reach the address. */
    static boolean loopback(String address) {
        try {
            var host = URI.create(address).getHost();
            return host == null
                    || host.equals("localhost")
                    || InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException | IllegalArgumentException named) {
            return false;
        }
    }
}

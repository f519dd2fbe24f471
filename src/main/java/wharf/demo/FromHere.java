package wharf.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether a request comes from this very computer and was meant for it. A proxy on this computer brings the requests of others, from its own
 * loopback address; a page of another site may have had its name lead here. Both show: in what proxies add, in the name that was asked for, and
 * in where a form came from.
 */
final class FromHere {
    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private FromHere() {}

    static boolean is(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && OF_PROXIES.stream().allMatch(header -> request.getHeader(header) == null)
                && isThisComputer("http://" + request.getHeader(HttpHeaders.HOST))
                && mayBeOfThisComputer(request.getHeader(HttpHeaders.ORIGIN));
    }

    /** Pages whose addresses are secrets, as a shopper's are, have browsers say {@code null}: as much as nothing. */
    private static boolean mayBeOfThisComputer(@Nullable String origin) {
        return origin == null || origin.equals("null") || isThisComputer(origin);
    }

    private static boolean isThisComputer(String address) {
        try {
            var host = new URI(address).getHost();
            return host != null && (isLocalName(host.toLowerCase(Locale.ROOT)) || isLoopback(host));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** Browsers take these for loopback without asking anybody. */
    private static boolean isLocalName(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null && InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}

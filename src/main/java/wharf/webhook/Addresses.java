package wharf.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import wharf.platform.LocalDemo;
import wharf.shared.Refusal;

/**
 * Where webhooks may go: https to public addresses, so that nobody has Wharf knock at doors within its own network (OWASP: server-side request
 * forgery). What a name means is looked at when it is connected to, not before. {@code wharf.webhook.allow-loopback} lets them go to this
 * computer too, by http as well; unset, that is so while only this computer reaches Wharf and the demo is not switched off.
 */
@Component
class Addresses {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|\\[.*]");

    private final boolean loopback;

    @org.springframework.beans.factory.annotation.Autowired
    Addresses(Environment environment) {
        this(allowsLoopback(environment));
    }

    Addresses(boolean loopback) {
        this.loopback = loopback;
    }

    private static boolean allowsLoopback(Environment environment) {
        var asked = environment.getProperty("wharf.webhook.allow-loopback", Boolean.class);
        if (asked != null) return asked;
        return LocalDemo.mayBe(environment);
    }

    /** Refuses what no webhook is sent to, as far as the address itself says so. */
    URI checked(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException garbage) {
            throw bad(url, "This is no address; give one such as https://example.com/hooks/wharf.");
        }
        var host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || uri.getFragment() != null)
            throw bad(url, "Give an address of a host and a path, without user and fragment.");
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean here = isHere(host);
        if (!scheme.equals("https") && !(loopback && here && scheme.equals("http")))
            throw bad(url, "Give an address that begins with https://.");
        if (here && !loopback) throw bad(url, "Webhooks do not go to this computer itself.");
        if (uri.getPort() > 65535 || uri.getPort() == 0) throw bad(url, "Give a port between 1 and 65535, or none.");
        if (NUMERIC.matcher(host).matches() && !mayConnect(literal(url, host)))
            throw bad(url, "Webhooks go to public addresses only.");
        return uri;
    }

    private static Refusal bad(String url, String message) {
        return Refusal.invalid("bad-url", "url", url, message);
    }

    private static boolean isHere(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static InetAddress literal(String url, String host) {
        try {
            return InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        } catch (IllegalArgumentException noAddress) {
            throw bad(url, "This host is neither a name nor an address.");
        }
    }

    /** Whether a connection may be opened to an address. */
    boolean mayConnect(InetAddress address) {
        if (address.isLoopbackAddress()) return loopback;
        return isPublic(address);
    }

    /** Neither private, link-local, shared, reserved, documentation nor multicast, however it is written (IANA special-purpose registries). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublic(six);
            default -> false;
        };
    }

    private static boolean isPublic(byte[] four) {
        int a = four[0] & 0xff;
        int b = four[1] & 0xff;
        int c = four[2] & 0xff;
        if (a == 0 || a == 10 || a == 127 || a >= 224) return false;
        if (a == 100 && b >= 64 && b <= 127) return false;
        if (a == 169 && b == 254) return false;
        if (a == 172 && b >= 16 && b <= 31) return false;
        if (a == 192 && b == 168) return false;
        if (a == 192 && b == 0 && (c == 0 || c == 2)) return false;
        if (a == 192 && b == 88 && c == 99) return false;
        if (a == 198 && (b == 18 || b == 19)) return false;
        return !(a == 198 && b == 51 && c == 100) && !(a == 203 && b == 0 && c == 113);
    }

    /** Of global unicast only; those that carry an IPv4 address within go by that. */
    private static boolean isPublic(Inet6Address six) {
        var bytes = six.getAddress();
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        // NAT64 64:ff9b::/96; the rest of 64:ff9b is of one network's own making
        if (first == 0x64 && second == 0xff9b && isZero(bytes, 4, 12))
            return isPublic(java.util.Arrays.copyOfRange(bytes, 12, 16));
        if (first == 0x2002) return isPublic(java.util.Arrays.copyOfRange(bytes, 2, 6));
        if (first == 0x2001 && (second < 0x200 || second == 0xdb8)) return false;
        if (first == 0x3fff && second < 0x1000) return false;
        return (first & 0xe000) == 0x2000;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) if (bytes[i] != 0) return false;
        return true;
    }
}

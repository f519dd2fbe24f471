package wharf.devices;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * TLS of Wharf's own, for handhelds: their cameras and offline pages work over HTTPS only.
 *
 * @param port of the second connector; 0 is none
 * @param address it listens on; loopback unless told otherwise
 * @param names the server is reached by, hosts and addresses; this machine's own when none is given
 * @param directory where keys and certificates are kept
 * @param certificate a chain in PEM, where the operator has one of their own; key goes with it
 */
@ConfigurationProperties("wharf.tls")
record TlsSettings(
        @DefaultValue("0") int port,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue List<String> names,
        @DefaultValue("data/tls") Path directory,
        @Nullable Path certificate,
        @Nullable Path key) {
    /** What ends in a number would be an address. */
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?([\\w-]+\\.)*[\\w-]*[A-Za-z_-][\\w-]*");

    TlsSettings {
        if ((certificate == null) != (key == null))
            throw new IllegalArgumentException(
                    "wharf.tls.certificate and wharf.tls.key go together: give both or none");
        for (var name : names)
            if (!isName(name))
                throw new IllegalArgumentException("wharf.tls.names: “" + name
                        + "” is neither a host name nor an address; leave out https:// and the port");
        if (names.isEmpty()) names = ownNames();
        names = List.copyOf(names);
    }

    boolean on() {
        return port > 0;
    }

    /** Whether only this machine can reach it. */
    boolean loopback() {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Where it is reached: by every name that is one (a pattern is none), or on this machine only. */
    List<String> urls() {
        if (loopback()) return List.of(url("localhost"));
        var urls = names.stream()
                .filter(name -> !name.startsWith("*"))
                .map(this::url)
                .toList();
        return urls.isEmpty() ? List.of(url("localhost")) : urls;
    }

    private String url(String name) {
        return "https://" + (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }

    private static boolean isName(String name) {
        return IPAddress.isValid(name) || HOST.matcher(name).matches();
    }

    boolean ownCertificate() {
        return certificate != null;
    }

    /** The addresses of this machine in its networks first, since handhelds seldom know its name; then the name, then loopback. */
    private static List<String> ownNames() {
        var names = new LinkedHashSet<String>();
        try {
            var interfaces = NetworkInterface.networkInterfaces().toList();
            for (var one : interfaces)
                if (one.isUp() && !one.isLoopback())
                    for (var address : one.getInterfaceAddresses()) add(names, address);
        } catch (SocketException unknown) {
            names.clear();
        }
        try {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(java.util.Locale.ROOT));
        } catch (UnknownHostException nameless) {
            names.add("localhost");
        }
        names.add("localhost");
        names.add("127.0.0.1");
        names.removeIf(name -> !isName(name));
        return new ArrayList<>(names);
    }

    private static void add(LinkedHashSet<String> names, InterfaceAddress address) {
        if (address.getAddress() instanceof Inet4Address four && !four.isLinkLocalAddress())
            names.add(four.getHostAddress());
    }
}

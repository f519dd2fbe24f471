package wharf.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.core.env.Environment;

/** Whether a demo may be on whose doors only this computer reaches: what would be careless elsewhere is a convenience there. */
public final class LocalDemo {
    private LocalDemo() {}

    /** Not switched off, with the embedded database, and bound to this computer's own address. */
    public static boolean mayBe(Environment environment) {
        return !"false"
                        .equalsIgnoreCase(
                                environment.getProperty("wharf.demo", "").strip())
                && environment.getProperty("wharf.database.url", "").isBlank()
                && isLocal(environment);
    }

    /** Whether Wharf serves this computer only. */
    public static boolean isLocal(Environment environment) {
        var address = environment.getProperty("server.address", "");
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}

package wharf.platform;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A named instruction at which the fault tests kill the process, as {@code kill -9} would: no shutdown hook runs, nothing is flushed. Does
 * nothing unless the system property {@code wharf.kill.at} names the point; {@code name#3} means the third time it is reached.
 */
public final class KillPoint {
    private static final String TARGET = System.getProperty("wharf.kill.at", "");
    private static final AtomicInteger LEFT = new AtomicInteger(times());

    private KillPoint() {}

    /** Dies here if this is the point. */
    public static void reached(String name) {
        if (TARGET.isEmpty() || !TARGET.split("#")[0].equals(name)) return;
        if (LEFT.decrementAndGet() == 0) Runtime.getRuntime().halt(137);
    }

    private static int times() {
        int hash = TARGET.indexOf('#');
        return hash < 0 ? 1 : Integer.parseInt(TARGET.substring(hash + 1));
    }
}

package wharf.order;

import java.util.List;

/** Channels of orders that replace what was sold before, at no price. Nothing is sold by them, and only Wharf itself places such orders. */
public final class Replacements {
    /** Sent again for a case. */
    public static final String RESHIP = "reship";

    /** Sent for what comes back. */
    public static final String EXCHANGE = "exchange";

    static final List<String> CHANNELS = List.of(RESHIP, EXCHANGE);

    private Replacements() {}
}

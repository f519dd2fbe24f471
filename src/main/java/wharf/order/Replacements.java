package wharf.order;

/** Channels of orders that replace what was sold before, at no price. Nothing is sold by them. */
public final class Replacements {
    /** Sent again for a case. */
    public static final String RESHIP = "reship";

    /** Sent for what comes back. */
    public static final String EXCHANGE = "exchange";

    private Replacements() {}
}

package wharf.returns;

/** What the shopper wants for what comes back. */
public enum Resolution {
    REFUND,
    EXCHANGE
}

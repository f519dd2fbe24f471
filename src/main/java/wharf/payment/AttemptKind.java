package wharf.payment;

/** What an attempt asks for. */
public enum AttemptKind {
    AUTHORISE,
    CAPTURE,
    VOID,
    REFUND,
    DIRECT_SALE
}

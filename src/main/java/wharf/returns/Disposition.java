package wharf.returns;

/** What becomes of a returned unit. */
public enum Disposition {
    /** Back to where it can be sold, once somebody has carried it to a bin. */
    RESTOCK,
    /** Stays in the returns place, not for sale, until somebody decides. */
    QUARANTINE,
    /** Thrown away. */
    DISPOSE,
    /** Never was stock; the photo queue asks whose it is. */
    NOT_OURS
}

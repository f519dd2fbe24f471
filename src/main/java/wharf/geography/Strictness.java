package wharf.geography;

/** How an address is judged. */
public enum Strictness {
    /** Our own checkout and API: the sender is there and can mend it. */
    STRICT,
    /** A channel has already sold: only text that cannot be stored or printed is an error, the rest are warnings. */
    LENIENT
}

package wharf.returns;

/** What a unit is like when it comes back. */
public enum Grade {
    /** As new. */
    A,
    /** Opened or used, and whole. */
    B,
    /** Damaged. */
    C,
    /** Not what was sold: another thing, or another shop's. It earns nothing and enters no stock. */
    D
}

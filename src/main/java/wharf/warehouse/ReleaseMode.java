package wharf.warehouse;

/** Who sends work to the floor. */
public enum ReleaseMode {
    /** Wharf does, as cut-offs come near. */
    AUTO,
    /** A manager does, wave by wave. */
    MANUAL
}

package wharf.packing;

/** What a scan led to. */
public sealed interface ScanResult {
    /** Counted (or counted before, when the same request comes again). */
    record Accepted(String message, boolean repeated) implements ScanResult {}

    /**
     * Not counted, nothing moved.
     *
     * @param code stable name: unknown-code, wrong-item, too-many, other-order, must-travel-apart, serial-needed, held, put-back
     * @param message what is wrong and what to do
     */
    record Refused(String code, String message) implements ScanResult {}
}

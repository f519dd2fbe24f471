package wharf.picking;

import wharf.shared.Problem;

/** What a scan on the floor came to. */
public sealed interface Scanned {
    /** It counted, now or when it was sent first. */
    record Counted(BatchView batch, int quantity, boolean repeated) implements Scanned {}

    /** It did not count: the fulfilment is to be picked no longer, and its task is withdrawn. */
    record Withdrawn(BatchView batch, String reason) implements Scanned {}

    /** It did not count: the wrong bin, item, tote, quantity or picker. Nothing has changed. */
    record Wrong(Problem problem) implements Scanned {}

    static Wrong wrong(String code, String field, Object value, String message) {
        return new Wrong(Problem.of(code, field, value, message));
    }
}

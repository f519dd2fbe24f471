package wharf.shipping.tracking;

/** A carrier's message that cannot be understood; the sentence says why. */
public final class UnreadableMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableMessage(String why) {
        super(why, null, false, false);
    }
}

package wharf.payment.psp;

/** The provider did not answer: whether it did what it was asked is unknown. */
public class PspUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PspUnreachable(String message) {
        super(message, null, false, false);
    }
}

package wharf.messaging;

/** How far a message has come. */
public enum MessageState {
    QUEUED,
    SENT,
    /** It will not be sent; the reason says why. */
    FAILED,
    /** The recipient has ended texts since it was written. */
    SUPPRESSED,
    /** No mail server is configured; sent by the first start that has one. */
    NOT_CONFIGURED
}

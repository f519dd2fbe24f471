package wharf.messaging;

/** The way a message takes. */
public enum Channel {
    EMAIL,
    TEXT
}

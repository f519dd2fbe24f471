package wharf.platform;

/** Says when callers are queueing for an answer, so that background work gives way for a moment. It never stops: it slows down. */
public interface Pressure {
    boolean isHigh();
}

package wharf.payment;

/** How an attempt moves the running totals of its tender: reserve first, then post or give back. Pure. */
record Change(
        long authorisedMinor,
        long directMinor,
        long capturingMinor,
        long capturedMinor,
        long voidingMinor,
        long releasedMinor,
        long refundingMinor,
        long refundedMinor) {
    static final Change NONE = new Change(0, 0, 0, 0, 0, 0, 0, 0);

    /** The attempt goes out: what it may spend is set aside. */
    static Change begun(AttemptKind kind, long minor) {
        return switch (kind) {
            case AUTHORISE, DIRECT_SALE -> NONE;
            case CAPTURE -> new Change(0, 0, minor, 0, 0, 0, 0, 0);
            case VOID -> new Change(0, 0, 0, 0, minor, 0, 0, 0);
            case REFUND -> new Change(0, 0, 0, 0, 0, 0, minor, 0);
        };
    }

    static Change succeeded(AttemptKind kind, long minor) {
        return switch (kind) {
            case AUTHORISE -> new Change(minor, 0, 0, 0, 0, 0, 0, 0);
            case DIRECT_SALE -> new Change(0, minor, 0, 0, 0, 0, 0, 0);
            case CAPTURE -> new Change(0, 0, -minor, minor, 0, 0, 0, 0);
            case VOID -> new Change(0, 0, 0, 0, -minor, minor, 0, 0);
            case REFUND -> new Change(0, 0, 0, 0, 0, 0, -minor, minor);
        };
    }

    /** @param authorisationOver the authorisation under it has expired or was voided, so that what comes back is lost with it */
    static Change declined(AttemptKind kind, long minor, boolean authorisationOver) {
        long released = authorisationOver ? minor : 0;
        return switch (kind) {
            case AUTHORISE, DIRECT_SALE -> NONE;
            case CAPTURE -> new Change(0, 0, -minor, 0, 0, released, 0, 0);
            case VOID -> new Change(0, 0, 0, 0, -minor, released, 0, 0);
            case REFUND -> new Change(0, 0, 0, 0, 0, 0, -minor, 0);
        };
    }

    /** An authorisation ends with {@code restMinor} of it unused. */
    static Change expired(long restMinor) {
        return new Change(0, 0, 0, 0, 0, restMinor, 0, 0);
    }

    Change and(Change other) {
        return new Change(
                authorisedMinor + other.authorisedMinor,
                directMinor + other.directMinor,
                capturingMinor + other.capturingMinor,
                capturedMinor + other.capturedMinor,
                voidingMinor + other.voidingMinor,
                releasedMinor + other.releasedMinor,
                refundingMinor + other.refundingMinor,
                refundedMinor + other.refundedMinor);
    }

    boolean isNone() {
        return equals(NONE);
    }
}

package wharf.shipping.tracking;

/** What carriers' many codes come down to. Of two at the same instant the later constant happened later. */
public enum Milestone {
    LABEL_CREATED,
    PICKED_UP,
    IN_TRANSIT,
    OUT_FOR_DELIVERY,
    ATTEMPTED,
    AVAILABLE_FOR_PICKUP,
    EXCEPTION,
    RETURNING,
    LOST,
    RETURNED_TO_SENDER,
    DELIVERED;

    /** Whether nothing is expected after it. */
    public boolean ends() {
        return switch (this) {
            case LOST, RETURNED_TO_SENDER, DELIVERED -> true;
            case LABEL_CREATED,
                    PICKED_UP,
                    IN_TRANSIT,
                    OUT_FOR_DELIVERY,
                    ATTEMPTED,
                    AVAILABLE_FOR_PICKUP,
                    EXCEPTION,
                    RETURNING -> false;
        };
    }
}

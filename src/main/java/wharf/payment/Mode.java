package wharf.payment;

/** Whether a provider is asked for the money of a tender. */
public enum Mode {
    /** Authorised at a provider, captured at shipment. */
    AUTHORISE,
    /** Taken, or vouched for, outside Wharf (bank slip, cash on delivery, collected by a channel, a gift card already redeemed): no call. */
    DIRECT
}

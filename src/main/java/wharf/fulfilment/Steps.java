package wharf.fulfilment;

/** Names of the work the coordinator does. Lower modules queue the first three by name. */
final class Steps {
    static final String ACCEPT = "ACCEPT";
    static final String PAYMENT_CHANGED = "PAYMENT_CHANGED";
    static final String REVISE = "REVISE";
    static final String ROUTE = "ROUTE";
    static final String RELEASE = "RELEASE";
    static final String REFRESH = "REFRESH";
    static final String SETTLE = "SETTLE";

    private Steps() {}
}

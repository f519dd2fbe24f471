package wharf.insight;

/** What an order's cost is made of. */
public enum CostPart {
    PICKING("Picking"),
    PACKING("Packing"),
    MATERIAL("Packaging material"),
    POSTAGE("Postage"),
    PAYMENT("Payment fees"),
    HOLDING("Holding stock"),
    ERRORS("Errors");

    private final String label;

    CostPart(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Wages are the operator's own business. */
    boolean operatorOnly() {
        return this == PICKING || this == PACKING;
    }
}

package wharf.insight;

/** A stretch of an order's way whose length is measured. An order that left in parts is through a step when its last part is. */
public enum Step {
    ROUTE("Placed to routed"),
    RELEASE("Routed to released"),
    PICK("Released to picked"),
    PACK("Picked to packed"),
    SHIP("Packed to shipped"),
    DELIVER("Shipped to delivered"),
    ORDER_TO_SHIPPED("Order to shipped"),
    ORDER_TO_DOOR("Order to delivered"),
    ARRIVAL_TO_REFUND("Return's arrival to refund");

    private final String label;

    Step(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}

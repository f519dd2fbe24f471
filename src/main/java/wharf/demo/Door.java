package wharf.demo;

/** A way into the demo without a password. */
public enum Door {
    SHOPPER("Shopper", "Buy something: the cart is filled, the card is a test card.", "Go shopping"),
    PICKER("Picker", "Walk the aisles. Clicking the picture of a barcode is the scan.", "Pick orders"),
    PACKER("Packer", "Carton, weight, label: what comes out of the printer is shown on screen.", "Pack orders"),
    MANAGER(
            "Manager",
            "What needs a person now, cut-offs, waves, and why each order went where it went.",
            "Run the day"),
    MERCHANT(
            "Merchant",
            "One client of the warehouse: your own orders, stock and money, nobody else's.",
            "See your own");

    private final String label;
    private final String about;
    private final String action;

    Door(String label, String about, String action) {
        this.label = label;
        this.about = about;
        this.action = action;
    }

    public String label() {
        return label;
    }

    public String about() {
        return about;
    }

    /** What stands on its button. */
    public String action() {
        return action;
    }
}

package wharf.demo.tour;

/** The way of the visitor's order, in the order in which it is walked. */
enum Step {
    BUY("Buy"),
    WHY("Why this warehouse?"),
    PICK("Pick your order"),
    PACK("Pack it"),
    SHIP("Ship it"),
    FOLLOW("Follow the parcel"),
    EXCHANGE("Exchange one item"),
    LOOK_BACK("Look back");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    int number() {
        return ordinal() + 1;
    }
}

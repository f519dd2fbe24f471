package wharf.demo.tour;

/** The way of the visitor's order, in the order in which it is walked. */
enum Step {
    BUY,
    WHY,
    PICK,
    PACK,
    SHIP,
    FOLLOW,
    EXCHANGE,
    LOOK_BACK;

    int number() {
        return ordinal() + 1;
    }
}

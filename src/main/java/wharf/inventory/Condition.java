package wharf.inventory;

/** What state units are in. Only SELLABLE ones can be promised. */
public enum Condition {
    SELLABLE,
    DAMAGED,
    QUARANTINED
}

package wharf.delivery.cases;

import java.util.EnumSet;
import java.util.Set;

/** What is wrong. */
public enum CaseReason {
    DAMAGED,
    MISSING_ITEM,
    WRONG_ITEM,
    NOT_RECEIVED,
    RETURNED_TO_SENDER,
    LOST;

    /** What a shopper can say; the rest is the carrier's. */
    public static final Set<CaseReason> OF_SHOPPERS = EnumSet.of(DAMAGED, MISSING_ITEM, WRONG_ITEM, NOT_RECEIVED);
}

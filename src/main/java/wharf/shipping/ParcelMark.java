package wharf.shipping;

/** What the outside of a parcel must say, and the carrier be told. */
public enum ParcelMark {
    FRAGILE("FRAGILE"),
    LIQUID("LIQUID"),
    HAZMAT("HAZMAT"),
    KEEP_UPRIGHT("THIS SIDE UP"),
    PERISHABLE("PERISHABLE"),
    SIGNATURE("SIGNATURE REQUIRED"),
    ADULT_SIGNATURE("ADULT SIGNATURE 21+");

    private final String printed;

    ParcelMark(String printed) {
        this.printed = printed;
    }

    /** As it stands on the label. */
    public String printed() {
        return printed;
    }
}

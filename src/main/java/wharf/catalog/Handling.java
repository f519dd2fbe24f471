package wharf.catalog;

/**
 * How an item wants to be treated.
 *
 * @param lotTracked stock is kept per lot, picked first-expired-first-out
 * @param serialTracked each unit's serial number is recorded when it is packed
 * @param keepUpright may be turned about its vertical axis only
 * @param shipsAlone leaves in a parcel of its own
 */
public record Handling(
        boolean lotTracked,
        boolean serialTracked,
        boolean fragile,
        boolean liquid,
        boolean hazmat,
        boolean keepUpright,
        boolean shipsAlone) {
    public static final Handling PLAIN = new Handling(false, false, false, false, false, false, false);
}

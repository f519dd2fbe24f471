package wharf.catalog;

import java.util.List;

/**
 * An item with the codes that mean it and, for a kit, what it is made of.
 *
 * @param picture the version of its picture
 */
public record ItemDetail(Item item, List<Items.Barcode> barcodes, List<Part> components, String picture) {
    public boolean isPictured() {
        return !picture.equals(Pictures.NONE);
    }

    /** So many units of another item in one kit. */
    public record Part(Item item, int quantity) {}
}

package wharf.warehouse;

import java.util.UUID;
import wharf.walking.Point;
import wharf.walking.Stop;

/**
 * A bin where it stands.
 *
 * @param place its place in the stock ledger
 * @param aisle counted from 1, by ascending x
 * @param xMm middle of the bin across the aisles
 * @param yMm middle of the bin along its aisle
 * @param widthMm along the aisle
 * @param depthMm across it
 */
public record Bin(
        UUID place,
        String code,
        int aisle,
        int bay,
        int level,
        Stop.Side side,
        int xMm,
        int yMm,
        int widthMm,
        int depthMm) {

    /** Where one stands to reach it. */
    public Stop stop() {
        return new Stop(place.toString(), aisle - 1, yMm, side);
    }

    public Point middle() {
        return new Point(xMm, yMm);
    }
}

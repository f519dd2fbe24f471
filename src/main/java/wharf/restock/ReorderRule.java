package wharf.restock;

/**
 * How many units to order: the (R, s, S) rule with a lower bound. Looked at every R days; when the stock position (on hand, less what is
 * promised and owed, plus what is on its way) is at or below the reorder point s, enough is ordered to come to S = s and the demand until the
 * next look; never less than the economic quantity, the supplier's minimum and what is owed, and in whole packs. E. A. Silver, D. F. Pyke and
 * R. Peterson, Inventory Management and Production Planning and Scheduling, 3rd ed. 1998, chapter 7; the economic quantity is F. W. Harris's,
 * 1913.
 *
 * @param reorderPoint s, units
 * @param reviewDemand expected demand between two looks, units
 * @param economicQuantity units; 0 where it is not wanted
 * @param minimumQuantity the supplier's, units
 * @param packSize units in a pack
 */
record ReorderRule(long reorderPoint, double reviewDemand, long economicQuantity, int minimumQuantity, int packSize) {
    /** What to order at this stock position; 0 when it is above the reorder point. */
    long quantity(long position) {
        if (position > reorderPoint) return 0;
        long wanted = (long) Math.ceil(reorderPoint + reviewDemand - 1e-9) - position;
        long atLeast = Math.max(Math.max(wanted, economicQuantity), minimumQuantity);
        if (atLeast <= 0) return 0;
        return Math.ceilDiv(atLeast, (long) packSize) * packSize;
    }

    /**
     * Harris's square root: the quantity at which a year's ordering costs as much as a year's keeping; no more than {@code most}.
     *
     * @param yearly units demanded a year
     * @param orderCostMinor what one order costs
     * @param unitCostMinor what one unit costs; without one there is no economic quantity
     * @param holdingPercent of the unit's cost, a year
     */
    static long economicQuantity(
            double yearly, long orderCostMinor, long unitCostMinor, int holdingPercent, double most) {
        double holding = unitCostMinor * holdingPercent / 100.0;
        if (holding <= 0 || orderCostMinor <= 0 || yearly <= 0) return 0;
        return Math.round(Math.min(most, Math.sqrt(2 * yearly * orderCostMinor / holding)));
    }
}

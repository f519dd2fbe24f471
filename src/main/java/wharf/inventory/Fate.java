package wharf.inventory;

/** Where a promised unit is: what the counters of reservations count. */
enum Fate {
    BACKORDERED,
    RESERVED,
    ALLOCATED,
    PICKED,
    PACKED,
    SHIPPED,
    CANCELLED;

    /** Column of this counter in {@code reservation}. */
    String column() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What units bound in a place of this kind are counted as. */
    static Fate in(PlaceRef.Kind kind) {
        return switch (kind) {
            case BIN -> ALLOCATED;
            case TOTE, PALLET, STAGING -> PICKED;
            case CARTON -> PACKED;
            case SUPPLIER, CUSTOMER, ADJUSTMENT, SCRAP, IN_TRANSIT ->
                throw new IllegalArgumentException("nothing is bound in a place of kind " + kind);
        };
    }
}

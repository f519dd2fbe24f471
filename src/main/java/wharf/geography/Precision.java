package wharf.geography;

/** How exactly a place was found, best first. */
public enum Precision {
    /** Centre of the US ZIP code: a few miles. */
    POSTCODE,
    /** Centre of the Canadian forward sortation area: a few miles in towns, far more in the north. */
    FSA,
    /** Centre of the city. */
    CITY,
    /** Mean of the region, of the first three digits of a ZIP, or the gateway of military mail. */
    REGION,
    /** Centroid of the country. */
    COUNTRY
}

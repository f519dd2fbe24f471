package wharf.geography;

import java.util.Optional;

/** Parts of the United States that carriers rate differently. */
public enum UsArea {
    /** The 48 states and the District of Columbia. */
    CONTIGUOUS,
    ALASKA,
    HAWAII,
    /** Puerto Rico, the Virgin Islands, Guam and the other places with ZIP codes, however their country is written. */
    TERRITORY,
    /** APO, FPO and DPO: USPS only, through a gateway, with a customs form. */
    MILITARY;

    /** The part an address lies in, by region or else by ZIP; empty outside the United States. */
    public static Optional<UsArea> of(Address address) {
        var normal = Addresses.normalise(address);
        var country = Places.countryOf(normal);
        if (UsTerritories.CODES.contains(country)) {
            return Optional.of(TERRITORY);
        }
        return country.equals("US") ? Optional.of(ofState(stateOf(normal))) : Optional.empty();
    }

    private static String stateOf(Address a) {
        if (a.region() != null) {
            return a.region();
        }
        return a.postcode() == null
                ? ""
                : Regions.of("US").byPostcode(a.postcode()).orElse("");
    }

    private static UsArea ofState(String state) {
        return switch (state) {
            case "AK" -> ALASKA;
            case "HI" -> HAWAII;
            case "AA", "AE", "AP" -> MILITARY;
            default -> CONTIGUOUS;
        };
    }
}

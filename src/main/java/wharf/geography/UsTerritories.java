package wharf.geography;

import java.util.Set;

/** Places that USPS serves as domestic, with ZIP codes, though ISO 3166-1 gives them a code of their own. */
final class UsTerritories {
    static final Set<String> CODES = Set.of("PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW");

    private UsTerritories() {}
}

package wharf.geography;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks and tidies addresses by country: required fields, postcodes and regions as in Google's address data (the
 * rules of {@code libaddressinput}). Says whether an address is well formed, never whether somebody lives there.
 *
 * <p>US territories may be written as a state of {@code US} or under their own country code; military mail uses the
 * states {@code AA, AE, AP} with the cities {@code APO, FPO, DPO}.
 */
public final class Addresses {

    private Addresses() {}

    /**
     * The same address written as its country writes it: blanks tidied, country and region as codes
     * ({@code Florida → FL}), postcode in upper case and spaced ({@code k1a0b1 → K1A 0B1}). What is not understood is
     * left as it is; empty text becomes null.
     */
    public static Address normalise(Address given) {
        var country = country(Text.tidy(given.country()));
        return new Address(
                tidy(given.name()),
                tidy(given.company()),
                tidy(given.line1()),
                tidy(given.line2()),
                tidy(given.city()),
                region(country, tidy(given.region())),
                postcode(country, tidy(given.postcode())),
                country,
                tidy(given.phone()),
                tidy(given.email()));
    }

    /** {@link #check(Address, Strictness)}, strictly. */
    public static List<AddressProblem> check(Address given) {
        return check(given, Strictness.STRICT);
    }

    /**
     * Everything wrong with the address, as it would be after {@link #normalise}; empty if nothing is. Never throws,
     * whatever the text.
     */
    public static List<AddressProblem> check(Address given, Strictness strictness) {
        return new AddressCheck(normalise(given), strictness).problems();
    }

    /**
     * The first part of the address, of those that stand on a label, that has letters which labels and slips cannot show: others than Latin, Greek
     * and Cyrillic ones.
     */
    public static Optional<String> unprintable(Address address) {
        @Nullable
        String[] parts = {
            address.name(),
            address.company(),
            address.line1(),
            address.line2(),
            address.city(),
            address.region(),
            address.postcode()
        };
        for (var part : parts)
            if (part != null && part.codePoints().anyMatch(Addresses::isUnprintable)) return Optional.of(part);
        return Optional.empty();
    }

    private static boolean isUnprintable(int letter) {
        return Character.isLetter(letter)
                && switch (Character.UnicodeScript.of(letter)) {
                    case LATIN, GREEK, CYRILLIC, COMMON, INHERITED -> false;
                    default -> true;
                };
    }

    private static String country(String tidy) {
        return Countries.codeOf(tidy).orElse(tidy);
    }

    private static @Nullable String region(String country, @Nullable String region) {
        return region == null ? null : Regions.of(country).codeOf(region).orElse(region);
    }

    private static @Nullable String postcode(String country, @Nullable String postcode) {
        return postcode == null || postcode.length() > 20 ? postcode : Postcodes.normalise(country, postcode);
    }

    private static @Nullable String tidy(@Nullable String text) {
        var tidy = text == null ? "" : Text.tidy(text);
        return tidy.isEmpty() ? null : tidy;
    }
}

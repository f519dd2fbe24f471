package wharf.geography;

import static wharf.geography.AddressProblem.Severity.ERROR;
import static wharf.geography.AddressProblem.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks and tidies addresses by country: required fields, postcodes and regions as in Google's address data (the
 * rules of {@code libaddressinput}). Says whether an address is well formed, never whether somebody lives there.
 *
 * <p>US territories may be written as a state of {@code US} or under their own country code; military mail uses the
 * states {@code AA, AE, AP} with the cities {@code APO, FPO, DPO}.
 */
public final class Addresses {
    private static final Set<String> MILITARY_STATES = Set.of("AA", "AE", "AP");
    private static final Set<String> MILITARY_CITIES = Set.of("APO", "FPO", "DPO");

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
        var address = normalise(given);
        var unstorable = unstorable(address);
        if (!unstorable.isEmpty()) {
            return unstorable;
        }
        var complaints = new Complaints(strictness == Strictness.STRICT ? ERROR : WARNING);
        checkRecipient(address, complaints);
        if (checkCountry(address, complaints)) {
            var format = AddressFormat.of(address.country());
            checkRequired(address, format, complaints);
            checkPostcode(address, format, complaints);
            checkRegion(address, format, complaints);
            checkMilitary(address, complaints);
        }
        return List.copyOf(complaints.list);
    }

    private static List<AddressProblem> unstorable(Address a) {
        var complaints = new Complaints(ERROR);
        checkText("name", a.name(), complaints);
        checkText("company", a.company(), complaints);
        checkText("line1", a.line1(), complaints);
        checkText("line2", a.line2(), complaints);
        checkText("city", a.city(), complaints);
        checkText("region", a.region(), complaints);
        checkText("postcode", a.postcode(), complaints);
        checkText("country", a.country(), complaints);
        checkText("phone", a.phone(), complaints);
        checkText("email", a.email(), complaints);
        return complaints.list;
    }

    private static void checkText(String field, @Nullable String value, Complaints complaints) {
        if (value != null) {
            Text.fault(value).ifPresent(fault -> complaints.add(field, value, "The " + field + " " + fault));
        }
    }

    private static void checkRecipient(Address a, Complaints complaints) {
        if (a.name() == null && a.company() == null) {
            complaints.add("name", null, "Nobody to deliver to. Give a name or a company.");
        }
    }

    private static boolean checkCountry(Address a, Complaints complaints) {
        if (Countries.isKnown(a.country())) {
            return true;
        }
        var fix = "Give the country as a two-letter ISO 3166-1 code, for example US.";
        complaints.add(
                "country",
                a.country(),
                a.country().isEmpty() ? fix : "Unknown country '" + Text.shown(a.country()) + "'. " + fix);
        return false;
    }

    private static void checkRequired(Address a, AddressFormat format, Complaints complaints) {
        var country = a.country();
        if (format.requires('A') && a.line1() == null) {
            complaints.add("line1", null, "The street line is missing. " + country + " needs one.");
        }
        if (format.requires('C') && a.city() == null) {
            complaints.add("city", null, "The city is missing. " + country + " needs one.");
        }
        // The region of a territory is the territory.
        if (format.requires('S') && a.region() == null && !UsTerritories.CODES.contains(country)) {
            complaints.add("region", null, "The " + format.regionWord() + " is missing. " + oneOf(country));
        }
        if (format.requires('Z') && a.postcode() == null) {
            complaints.add("postcode", null, "The postcode is missing. " + example(country, format));
        }
    }

    private static void checkPostcode(Address a, AddressFormat format, Complaints complaints) {
        var postcode = a.postcode();
        var pattern = format.postcode();
        if (postcode == null || pattern == null || pattern.matcher(postcode).matches()) {
            return;
        }
        var message = "'" + Text.shown(postcode) + "' is no postcode of " + a.country() + ". "
                + lostZero(postcode, format).orElseGet(() -> example(a.country(), format));
        complaints.add("postcode", postcode, message);
    }

    /** Spreadsheets drop leading zeros. */
    private static Optional<String> lostZero(String postcode, AddressFormat format) {
        var pattern = format.postcode();
        var padded = "0" + postcode;
        return pattern != null && pattern.matcher(padded).matches()
                ? Optional.of("Was a leading zero lost? Then write " + padded + ".")
                : Optional.empty();
    }

    private static void checkRegion(Address a, AddressFormat format, Complaints complaints) {
        var regions = Regions.of(a.country());
        var region = a.region();
        if (region == null || regions.isEmpty() || !format.prints('S')) {
            return;
        }
        var code = regions.codeOf(region);
        if (code.isEmpty()) {
            complaints.addAs(
                    format.requires('S') ? complaints.severity : WARNING,
                    "region",
                    region,
                    "'" + Text.shown(region) + "' is no " + format.regionWord() + " of " + a.country() + ". "
                            + byPostcode(a, regions).orElseGet(() -> oneOf(a.country())));
        } else if (isPostcode(a, format) && !regions.mayHold(code.get(), given(a.postcode()))) {
            complaints.add("postcode", a.postcode(), mismatch(a, regions, code.get()));
        }
    }

    private static Optional<String> byPostcode(Address a, Regions regions) {
        return regions.byPostcode(given(a.postcode()))
                .map(code -> "By its postcode it would be " + regions.nameOf(code) + " (" + code + ").");
    }

    private static String mismatch(Address a, Regions regions, String code) {
        var postcode = given(a.postcode());
        var where = regions.byPostcode(postcode)
                .map(other -> " lies in " + regions.nameOf(other) + " (" + other + "), not in ")
                .orElse(" does not lie in ");
        return postcode + where + regions.nameOf(code) + " (" + code + "). Mend the postcode or the region.";
    }

    private static boolean isPostcode(Address a, AddressFormat format) {
        var pattern = format.postcode();
        return a.postcode() != null
                && pattern != null
                && pattern.matcher(a.postcode()).matches();
    }

    private static void checkMilitary(Address a, Complaints complaints) {
        var military = a.country().equals("US") && MILITARY_STATES.contains(given(a.region()));
        if (military
                && a.city() != null
                && !MILITARY_CITIES.contains(Folding.fold(a.city()).toUpperCase(Locale.ROOT))) {
            complaints.add("city", a.city(), "Military mail to " + a.region() + " needs APO, FPO or DPO as its city.");
        }
    }

    private static String example(String country, AddressFormat format) {
        return format.postcodeExample().isEmpty()
                ? "Give one as " + country + " writes it."
                : "Write one like " + format.postcodeExample() + ".";
    }

    private static String oneOf(String country) {
        var codes = Regions.of(country).codes();
        if (codes.isEmpty()) {
            return country + " needs one.";
        }
        var some = String.join(", ", codes.subList(0, Math.min(codes.size(), 5)));
        return "Give a code such as " + some + " or the full name.";
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

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Collects problems of one severity. */
    private record Complaints(AddressProblem.Severity severity, List<AddressProblem> list) {
        Complaints(AddressProblem.Severity severity) {
            this(severity, new ArrayList<>());
        }

        void add(String field, @Nullable String value, String message) {
            addAs(severity, field, value, message);
        }

        void addAs(AddressProblem.Severity severity, String field, @Nullable String value, String message) {
            list.add(new AddressProblem(field, value == null ? null : Text.shown(value), message, severity));
        }
    }
}

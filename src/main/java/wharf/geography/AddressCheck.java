package wharf.geography;

import static wharf.geography.AddressProblem.Severity.ERROR;
import static wharf.geography.AddressProblem.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One normalised address under its country's rules. */
final class AddressCheck {
    private static final Set<String> MILITARY_STATES = Set.of("AA", "AE", "AP");
    private static final Set<String> MILITARY_CITIES = Set.of("APO", "FPO", "DPO");

    private final Address address;
    private final String country;
    private final AddressFormat format;
    private final Regions regions;
    private final AddressProblem.Severity severity;
    private final List<AddressProblem> problems = new ArrayList<>();

    AddressCheck(Address normalised, Strictness strictness) {
        address = normalised;
        country = normalised.country();
        format = AddressFormat.of(country);
        regions = Regions.of(country);
        severity = strictness == Strictness.STRICT ? ERROR : WARNING;
    }

    List<AddressProblem> problems() {
        checkAllText();
        if (!problems.isEmpty()) {
            return List.copyOf(problems); // text that cannot be printed is not worth quoting further
        }
        checkRecipient();
        checkEmail();
        checkCountry();
        if (Countries.isKnown(country)) {
            checkRequired();
            checkPostcode();
            checkRegion();
            checkMilitary();
        }
        return List.copyOf(problems);
    }

    private void checkAllText() {
        checkText("name", address.name());
        checkText("company", address.company());
        checkText("line1", address.line1());
        checkText("line2", address.line2());
        checkText("city", address.city());
        checkText("region", address.region());
        checkText("postcode", address.postcode());
        checkText("country", country);
        checkText("phone", address.phone());
        checkText("email", address.email());
    }

    private void checkText(String field, @Nullable String value) {
        if (value != null) {
            Text.fault(value).ifPresent(fault -> add(ERROR, field, value, "The " + field + " " + fault));
        }
    }

    private void checkRecipient() {
        if (address.name() == null && address.company() == null) {
            add("name", null, "Nobody to deliver to. Give a name or a company.");
        }
    }

    private void checkEmail() {
        var email = address.email();
        if (email == null) {
            return;
        }
        var at = email.lastIndexOf('@');
        if (at < 1 || at == email.length() - 1 || email.indexOf(' ') >= 0) {
            add("email", email, quoted(email) + " is no e-mail address. Write one like ann@example.com.");
        }
    }

    private void checkCountry() {
        var fix = "Give the country as a two-letter ISO 3166-1 code, for example US.";
        if (country.isEmpty()) {
            add("country", country, "The country is missing. " + fix);
        } else if (!Countries.isKnown(country)) {
            add("country", country, "Unknown country " + quoted(country) + ". " + fix);
        }
    }

    private void checkRequired() {
        if (format.requires('A') && address.line1() == null) {
            add("line1", null, "The street line is missing. " + country + " needs one.");
        }
        if (format.requires('C') && address.city() == null) {
            add("city", null, "The city is missing. " + country + " needs one.");
        }
        // The region of a territory is the territory.
        if (format.requires('S') && address.region() == null && !UsTerritories.CODES.contains(country)) {
            add("region", null, "The " + format.regionWord() + " is missing. " + someRegions());
        }
        if (format.requires('Z') && address.postcode() == null) {
            add("postcode", null, "The postcode is missing. " + example());
        }
    }

    private void checkPostcode() {
        var postcode = address.postcode();
        if (postcode != null && format.postcode() != null && !isPostcode(postcode)) {
            var fix = lostZero(postcode).orElseGet(this::example);
            add("postcode", postcode, quoted(postcode) + " is no postcode of " + country + ". " + fix);
        }
    }

    /** Spreadsheets drop leading zeros. */
    private Optional<String> lostZero(String postcode) {
        var padded = "0" + postcode;
        return isPostcode(padded)
                ? Optional.of("Was a leading zero lost? Then write " + padded + ".")
                : Optional.empty();
    }

    private void checkRegion() {
        var region = address.region();
        if (region == null || regions.isEmpty() || !format.prints('S')) {
            return;
        }
        var postcode = address.postcode();
        var code = regions.codeOf(region);
        if (code.isEmpty()) {
            var fix = byPostcode().orElseGet(this::someRegions);
            add(
                    format.requires('S') ? severity : WARNING,
                    "region",
                    region,
                    quoted(region) + " is no " + format.regionWord() + " of " + country + ". " + fix);
        } else if (postcode != null && isPostcode(postcode) && !regions.mayHold(code.get(), postcode)) {
            add("postcode", postcode, mismatch(postcode, code.get()));
        }
    }

    private Optional<String> byPostcode() {
        var postcode = address.postcode();
        return postcode == null
                ? Optional.empty()
                : regions.byPostcode(postcode).map(code -> "By its postcode it would be " + shown(code) + ".");
    }

    private String mismatch(String postcode, String code) {
        var where = regions.byPostcode(postcode)
                .map(other -> " lies in " + shown(other) + ", not in ")
                .orElse(" does not lie in ");
        return postcode + where + shown(code) + ". Mend the postcode or the region.";
    }

    private void checkMilitary() {
        var state = address.region();
        var city = address.city();
        if (country.equals("US") && state != null && MILITARY_STATES.contains(state) && city != null) {
            if (!MILITARY_CITIES.contains(city.toUpperCase(Locale.ROOT))) {
                add("city", city, "Military mail to " + state + " needs APO, FPO or DPO as its city.");
            }
        }
    }

    private boolean isPostcode(String text) {
        var pattern = format.postcode();
        return pattern != null && pattern.matcher(text).matches();
    }

    private String example() {
        return format.postcodeExample().isEmpty()
                ? "Give one as " + country + " writes it."
                : "Write one like " + format.postcodeExample() + ".";
    }

    private String someRegions() {
        var codes = regions.codes();
        return codes.isEmpty()
                ? country + " needs one."
                : "Give a code such as " + String.join(", ", codes.subList(0, Math.min(codes.size(), 5)))
                        + " or the full name.";
    }

    private String shown(String code) {
        return regions.nameOf(code) + " (" + code + ")";
    }

    private static String quoted(String text) {
        return "'" + Text.shown(text) + "'";
    }

    private void add(String field, @Nullable String value, String message) {
        add(severity, field, value, message);
    }

    private void add(AddressProblem.Severity how, String field, @Nullable String value, String message) {
        problems.add(new AddressProblem(field, value == null ? null : Text.shown(value), message, how));
    }
}

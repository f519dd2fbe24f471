package wharf.geography;

import java.util.Locale;
import java.util.regex.Pattern;

/** Writes postcodes as the country's post does: upper case, with its blank or hyphen. */
final class Postcodes {
    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-–]");

    private Postcodes() {}

    static String normalise(String country, String postcode) {
        var upper = postcode.toUpperCase(Locale.ROOT);
        var bare = SEPARATORS.matcher(upper).replaceAll("");
        return switch (country) {
            case "US", "PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW" -> unitedStates(upper, bare);
            case "GB", "GG", "JE", "IM" ->
                bare.length() >= 5 && bare.length() <= 7
                        ? bare.substring(0, bare.length() - 3) + " " + bare.substring(bare.length() - 3)
                        : upper;
            case "IE" -> bare.length() == 7 ? bare.substring(0, 3) + " " + bare.substring(3) : upper;
            default -> elsewhere(country, upper, bare);
        };
    }

    private static String unitedStates(String upper, String bare) {
        if (!bare.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return upper;
        }
        return switch (bare.length()) {
            case 5 -> bare;
            case 9 -> bare.substring(0, 5) + "-" + bare.substring(5);
            default -> upper;
        };
    }

    private static String elsewhere(String country, String upper, String bare) {
        var format = AddressFormat.of(country);
        var pattern = format.postcode();
        var prefixed = pattern != null
                && bare.startsWith(country)
                && !pattern.matcher(upper).matches()
                && pattern.matcher(bare.substring(2)).matches();
        return likeExample(
                prefixed ? bare.substring(2) : upper, prefixed ? bare.substring(2) : bare, format.postcodeExample());
    }

    /** Puts the example's separators where the example has them, if letters and digits stand alike. */
    private static String likeExample(String upper, String bare, String example) {
        if (example.isEmpty() || !shape(example.replaceAll("[ \\-]", "")).equals(shape(bare))) {
            return upper;
        }
        var out = new StringBuilder(example.length());
        var next = 0;
        for (var i = 0; i < example.length(); i++) {
            var c = example.charAt(i);
            out.append(c == ' ' || c == '-' ? c : bare.charAt(next++));
        }
        return out.toString();
    }

    private static String shape(String code) {
        var out = new StringBuilder(code.length());
        for (var i = 0; i < code.length(); i++) {
            var c = code.charAt(i);
            out.append(c >= '0' && c <= '9' ? '9' : c >= 'A' && c <= 'Z' ? 'A' : c);
        }
        return out.toString();
    }
}

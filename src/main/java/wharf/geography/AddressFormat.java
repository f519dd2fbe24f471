package wharf.geography;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a country's post expects, from Google's address data. Letters stand for fields: {@code A} street, {@code C}
 * city, {@code S} region, {@code Z} postcode.
 */
record AddressFormat(
        String required, @Nullable Pattern postcode, String postcodeExample, String regionWord, String layout) {
    private static final Map<String, AddressFormat> BY_COUNTRY = load();

    /** The country's format, or the general one (street and city) for a country without. */
    static AddressFormat of(String country) {
        var found = BY_COUNTRY.get(country);
        return found != null ? found : BY_COUNTRY.getOrDefault("ZZ", new AddressFormat("AC", null, "", "region", ""));
    }

    boolean requires(char field) {
        return required.indexOf(field) >= 0;
    }

    boolean prints(char field) {
        return layout.contains("%" + field);
    }

    private static Map<String, AddressFormat> load() {
        var formats = new HashMap<String, AddressFormat>();
        Table.read("address_formats.tsv", row -> formats.put(row[0], fromRow(row)));
        return Map.copyOf(formats);
    }

    private static AddressFormat fromRow(String[] row) {
        var postcode = row[3].isEmpty() ? null : Pattern.compile(row[3]);
        return new AddressFormat(row[1], postcode, row[4], row[5].replace('_', ' '), row[6]);
    }
}

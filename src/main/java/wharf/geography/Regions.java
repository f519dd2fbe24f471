package wharf.geography;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** First-level regions of the countries whose post prints them: codes, the names people write, and postcode prefixes. */
final class Regions {
    /** Words around a region's name that say what it is. */
    private static final Pattern DESIGNATION = Pattern.compile(
            "^(?:(?:departamento|provincia|estado|province|state|county|region) (?:de la |del |de |of )?|co )"
                    + "|(?: (?:governorate|province|state|department|county|region|prefecture|shi|sheng))$");

    private static final Pattern ANY = Pattern.compile("");
    private static final Map<String, Regions> BY_COUNTRY = load();
    private static final Regions NONE = new Regions();

    private final Map<String, String> codeByFoldedName = new HashMap<>();
    private final Map<String, Pattern> postcodesByCode = new LinkedHashMap<>();
    private final Map<String, String> nameByCode = new HashMap<>();

    private Regions() {}

    static Regions of(String country) {
        return BY_COUNTRY.getOrDefault(country, NONE);
    }

    boolean isEmpty() {
        return nameByCode.isEmpty();
    }

    List<String> codes() {
        return List.copyOf(postcodesByCode.keySet());
    }

    /** The code of a code or name, in any case and with or without accents. */
    Optional<String> codeOf(String codeOrName) {
        if (nameByCode.containsKey(codeOrName)) return Optional.of(codeOrName);
        var folded = Folding.fold(codeOrName);
        var code = codeByFoldedName.get(folded);
        if (code == null && !codeByFoldedName.isEmpty()) {
            code = codeByFoldedName.get(bare(folded));
        }
        return Optional.ofNullable(code);
    }

    private static String bare(String folded) {
        return DESIGNATION.matcher(folded).replaceAll("");
    }

    String nameOf(String code) {
        return nameByCode.getOrDefault(code, code);
    }

    /** False only if the region's postcodes are known and this is none of them. */
    boolean mayHold(String code, String postcode) {
        return postcodesByCode.getOrDefault(code, ANY).matcher(postcode).lookingAt();
    }

    /** The one region whose postcodes start like this one. */
    Optional<String> byPostcode(String postcode) {
        var matching = postcodesByCode.entrySet().stream()
                .filter(e ->
                        e.getValue() != ANY && e.getValue().matcher(postcode).lookingAt())
                .limit(2)
                .toList();
        return matching.size() == 1 ? Optional.of(matching.getFirst().getKey()) : Optional.empty();
    }

    private static Map<String, Regions> load() {
        var byCountry = new HashMap<String, Regions>();
        Table.read(
                "regions.tsv",
                row -> byCountry
                        .computeIfAbsent(row[0], country -> new Regions())
                        .add(row[1], row[2].isEmpty() ? new String[] {row[1]} : row[2].split("~"), row[3]));
        return Map.copyOf(byCountry);
    }

    private void add(String code, String[] names, String postcodes) {
        postcodesByCode.put(code, postcodes.isEmpty() ? ANY : Pattern.compile("(?:" + postcodes + ")"));
        nameByCode.put(code, names[0]);
        codeByFoldedName.put(Folding.fold(code), code);
        for (var name : names) {
            codeByFoldedName.putIfAbsent(Folding.fold(name), code);
            codeByFoldedName.putIfAbsent(bare(Folding.fold(name)), code);
        }
    }
}

package wharf.geography;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Countries by ISO 3166-1, with Kosovo under the user-assigned {@code XK} that carriers use. */
public final class Countries {
    private record Names(Map<String, String> byCode, Map<String, String> codeByFoldedName) {}

    private static final Names NAMES = load();

    private Countries() {}

    /** Whether it is an alpha-2 code, in upper case. */
    public static boolean isKnown(String code) {
        return NAMES.byCode.containsKey(code);
    }

    /** The usual English name, {@code US → United States}. */
    public static Optional<String> name(String code) {
        return Optional.ofNullable(NAMES.byCode.get(code));
    }

    /** All alpha-2 codes. */
    public static Set<String> codes() {
        return NAMES.byCode.keySet();
    }

    /** The alpha-2 code of an alpha-2 or alpha-3 code or an English name, in any case: {@code usa → US}. */
    public static Optional<String> codeOf(String codeOrName) {
        if (isKnown(codeOrName)) return Optional.of(codeOrName);
        return Optional.ofNullable(NAMES.codeByFoldedName.get(Folding.fold(codeOrName)));
    }

    private static Names load() {
        var byCode = new HashMap<String, String>();
        var byName = new HashMap<String, String>();
        Table.read("countries.tsv", row -> {
            var names = row[2].split("~", -1);
            byCode.put(row[0], names[0]);
            byName.put(Folding.fold(row[0]), row[0]);
            byName.put(Folding.fold(row[1]), row[0]);
            for (var name : names) {
                byName.put(Folding.fold(name), row[0]);
            }
        });
        byCode.put("XK", "Kosovo");
        byName.putAll(Map.of("xk", "XK", "kosovo", "XK", "uk", "GB", "great britain", "GB", "england", "GB"));
        byName.putAll(Map.of("united states of america", "US", "u s a", "US", "brasil", "BR", "mexico", "MX"));
        byName.putAll(Map.of("u s", "US", "u k", "GB", "espana", "ES", "deutschland", "DE", "russia", "RU"));
        return new Names(Map.copyOf(byCode), Map.copyOf(byName));
    }
}

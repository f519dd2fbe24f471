package wharf.geography;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Currencies in use and their minor units, from ISO 4217 list one. Metals, bond units and test codes are not money. */
public final class Currencies {
    private static final Map<String, Integer> MINOR_UNITS = load();

    private Currencies() {}

    /** Whether it is a currency in use, in upper case. */
    public static boolean isKnown(String code) {
        return MINOR_UNITS.containsKey(code);
    }

    /**
     * Decimals of the minor unit: {@code USD → 2, JPY → 0, KWD → 3}.
     *
     * @throws IllegalArgumentException if list one does not know the code as money
     */
    public static int minorUnits(String code) {
        var units = MINOR_UNITS.get(code);
        if (units == null) {
            throw new IllegalArgumentException("Unknown currency '" + Text.shown(code)
                    + "'. Give a three-letter ISO 4217 code in upper case, for example USD.");
        }
        return units;
    }

    /** All codes. */
    public static Set<String> codes() {
        return MINOR_UNITS.keySet();
    }

    private static Map<String, Integer> load() {
        var units = new HashMap<String, Integer>();
        Table.read("currencies.tsv", row -> units.put(row[0], Integer.valueOf(row[1])));
        return Map.copyOf(units);
    }
}

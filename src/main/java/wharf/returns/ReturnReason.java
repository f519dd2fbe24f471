package wharf.returns;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why something comes back, as a merchant offers it to shoppers.
 *
 * @param code capital letters, digits and underscores; the well-known ones ({@link ReturnPolicy#STANDARD}) are shown in the shopper's language
 * @param label shown as it is where the code is not well known
 * @param payer who bears the postage
 * @param ourFault no fee is taken, and a unit that came damaged is refunded in full
 */
public record ReturnReason(String code, @Nullable String label, Payer payer, boolean ourFault) {
    public enum Payer {
        MERCHANT,
        SHOPPER
    }

    private static final int LONGEST_CODE = 30;

    /**
     * A code for a reason that somebody has put into words: {@code COLOUR_DIFFERS} for "Colour differs", numbered where it is taken. Words of
     * an alphabet that codes cannot be written in give {@code REASON}.
     */
    public static String code(String words, Set<String> taken) {
        var letters = Normalizer.normalize(words, Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Z0-9]+", "_")
                .replaceAll("^[^A-Z]+|_+$", "");
        var stem = letters.isEmpty() ? "REASON" : shortened(letters, LONGEST_CODE);
        var code = stem;
        for (int n = 2; taken.contains(code); n++) code = shortened(stem, LONGEST_CODE - 1 - digits(n)) + "_" + n;
        return code;
    }

    private static int digits(int number) {
        return String.valueOf(number).length();
    }

    private static String shortened(String code, int most) {
        return code.length() <= most ? code : code.substring(0, most).replaceAll("_+$", "");
    }

    /** As a fact tells the reasons of a return with their units: {@code CHANGED_MIND 2, DAMAGED 1}. */
    static <T> String told(Stream<T> lines, Function<T, String> reason, ToIntFunction<T> units) {
        return lines
                .collect(Collectors.groupingBy(reason, TreeMap::new, Collectors.summingInt(units)))
                .entrySet()
                .stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }
}

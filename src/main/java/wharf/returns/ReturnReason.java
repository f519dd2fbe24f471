package wharf.returns;

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

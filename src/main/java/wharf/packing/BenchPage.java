package wharf.packing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pack screen.
 *
 * @param outcome of what was just done
 * @param carton chosen: the next number typed is its weight
 * @param scale beside the packer; null where there is none
 * @param serialOf the item whose serial number is to be scanned next; empty otherwise
 */
public record BenchPage(
        SessionView session,
        List<CartonType> cartons,
        Outcome outcome,
        @Nullable String carton,
        int weightGrams,
        @Nullable String scale,
        String serialOf) {
    /** Colour, sound and words for what was just done. */
    public record Outcome(Kind kind, String code, String message) {
        public enum Kind {
            NONE,
            RIGHT,
            WRONG
        }

        static final Outcome NONE = new Outcome(Kind.NONE, "", "");

        static Outcome right(String message) {
            return new Outcome(Kind.RIGHT, "", message);
        }

        static Outcome wrong(String code, String message) {
            return new Outcome(Kind.WRONG, code, message);
        }

        public boolean is(String otherCode) {
            return code.equals(otherCode);
        }
    }

    /** Chosen in the list: what was scanned, else what is planned. */
    public String preferredCarton() {
        if (carton != null) return carton;
        var suggestion = session.suggestion();
        return suggestion == null ? "" : suggestion.carton();
    }
}

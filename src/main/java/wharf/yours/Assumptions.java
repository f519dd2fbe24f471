package wharf.yours;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trial takes for granted, told on its screen.
 *
 * @param baseline code of the one site everything is compared with; null for the best of them
 * @param asOf the day whose rates and rules count
 * @param why how the sites were chosen
 */
public record Assumptions(
        List<AssumedSite> sites,
        Stocking stocking,
        @Nullable String baseline,
        LocalDate asOf,
        String why) {
    /** Which site keeps what. */
    public enum Stocking {
        EVERYWHERE("Every site keeps every item, and enough of it"),
        FAST_EVERYWHERE(
                "The items that make four fifths of the units are kept everywhere, the rest at the first site only");

        private final String label;

        Stocking(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Assumptions {
        sites = List.copyOf(sites);
        if (sites.isEmpty()) throw new IllegalArgumentException("a trial ships from somewhere");
    }
}

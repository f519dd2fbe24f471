package wharf.yours;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.platform.Decision;

/**
 * One order with its explanation.
 *
 * @param parts what each site would have shipped, and why in these cartons
 */
public record ExplainedOrder(
        int n,
        String ref,
        String destination,
        List<String> goods,
        @Nullable Decision decision,
        List<Part> parts) {
    public record Part(
            String site,
            List<String> cartons,
            String reason,
            long postageMinor,
            long packingMinor,
            int days,
            long miles,
            int zone,
            String currency) {}
}

package wharf.insight;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case, as far as it has been told of. */
final class ToldCase {
    private static final Set<String> WRONG = Set.of("wrong item", "missing item");

    @Nullable
    Told opened;

    private @Nullable Told decided;

    void take(Told fact) {
        if (fact.type().equals("case.opened")) opened = fact;
        else decided = fact;
    }

    /** Opened, and not rejected. */
    boolean stands() {
        return opened != null && !rejected();
    }

    boolean rejected() {
        return decided != null && decided.text("decision").equals("reject");
    }

    /** What is wrong, in a few words. */
    String about() {
        return opened == null ? "" : opened.text("about");
    }

    long wrongUnits() {
        return stands() && opened != null && WRONG.contains(about()) ? Math.max(1, opened.number("units")) : 0;
    }

    /** Adds what was paid back to amounts by currency, unless the carrier bears it. */
    void credit(Map<String, Long> sums) {
        if (decided != null
                && decided.has("amountMinor")
                && decided.text("decision").equals("refund")
                && !decided.text("payer").equals("carrier"))
            sums.merge(decided.text("currency"), decided.number("amountMinor"), Long::sum);
    }
}

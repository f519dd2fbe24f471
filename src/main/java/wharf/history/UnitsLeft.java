package wharf.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wharf.order.PastOrder;
import wharf.platform.Shown;
import wharf.shared.Problem;

/** Units of an order's lines that nothing has taken yet, by line; none of what was fulfilled elsewhere. */
final class UnitsLeft {
    private final Map<Integer, Integer> left = new HashMap<>();

    UnitsLeft(PastOrder order) {
        for (var line : order.lines()) if (!line.elsewhere()) left.put(line.number(), line.quantity());
    }

    /** Takes units of the lines named; where there are too few of one, says so and takes none of it. */
    Map<Integer, Integer> take(
            String path, @Nullable List<HistoricOrder.@Nullable Units> wanted, List<Problem> problems) {
        var taken = new HashMap<Integer, Integer>();
        var units = Plan.given(wanted);
        for (int i = 0; i < units.size(); i++) {
            int line = Objects.requireNonNull(units.get(i).line());
            int quantity = Objects.requireNonNull(units.get(i).quantity());
            int there = left.getOrDefault(line, 0);
            if (quantity > there)
                problems.add(Problem.of(
                        "too-many",
                        path + "[" + i + "].quantity",
                        quantity,
                        "Of line " + line + " only " + Shown.count(there, "unit") + " can be used for this."));
            else {
                left.put(line, there - quantity);
                taken.put(line, quantity);
            }
        }
        return taken;
    }

    Map<Integer, Integer> takeAll() {
        var all = rest();
        left.clear();
        return all;
    }

    /** Lines of which units are left. */
    Map<Integer, Integer> rest() {
        var rest = new HashMap<>(left);
        rest.values().removeIf(quantity -> quantity == 0);
        return rest;
    }
}

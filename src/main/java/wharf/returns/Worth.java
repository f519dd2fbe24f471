package wharf.returns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wharf.order.OrderView;
import wharf.shared.Money;

/**
 * What was paid for each unit of an order. A line's amount (price less discount plus tax), with its share of what belongs to the order as a
 * whole (discount, tax), is split over its units by largest remainder as the bill does it, so that units add up to what the shopper paid,
 * shipping aside. Units are numbered from the first; those that were cancelled are the last.
 */
final class Worth {
    private final String currency;
    private final Map<Integer, Line> lines;

    private record Line(Money amount, int units) {
        Money unit(int number) {
            return number < units ? amount.ofUnits(units, number, number + 1) : Money.zero(amount.currency());
        }
    }

    private Worth(String currency, Map<Integer, Line> lines) {
        this.currency = currency;
        this.lines = lines;
    }

    static Worth of(OrderView order) {
        var nets = order.lines().stream().map(Worth::net).toList();
        long sum = nets.stream().mapToLong(Long::longValue).sum();
        long whole = order.totalMinor() - order.shippingMinor() - sum;
        var shares = Money.of(whole, order.currency()).split(nets);
        var lines = new HashMap<Integer, Line>();
        for (int i = 0; i < nets.size(); i++) {
            var line = order.lines().get(i);
            // A line that a later revision removed is nobody's.
            if (line.quantity() == 0) continue;
            var amount = Money.of(Math.max(0, nets.get(i) + shares.get(i).minor()), order.currency());
            lines.put(line.number(), new Line(amount, line.quantity()));
        }
        return new Worth(order.currency(), lines);
    }

    private static long net(OrderView.Line line) {
        return line.unitPriceMinor() * line.quantity() - line.discountMinor() + line.taxMinor();
    }

    /** What so many units of a line were paid, from the given one on. */
    List<Money> units(int line, int from, int count) {
        var known = lines.getOrDefault(line, new Line(Money.zero(currency), 0));
        var taken = new ArrayList<Money>();
        for (int i = from; i < from + count; i++) taken.add(known.unit(i));
        return taken;
    }

    /** Their sum. */
    Money sum(int line, int from, int count) {
        return units(line, from, count).stream().reduce(Money.zero(currency), Money::plus);
    }

    /** A percentage of an amount, rounded down to the minor unit: never more than was paid. */
    static Money percent(Money amount, int percent) {
        return Money.of(Math.floorDiv(Math.multiplyExact(amount.minor(), percent), 100), amount.currency());
    }
}

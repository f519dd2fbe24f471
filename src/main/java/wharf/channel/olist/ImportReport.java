package wharf.channel.olist;

import java.util.List;
import java.util.Map;

/**
 * What became of the orders of an import: {@code orders = toShip + cancelled + parked + failed}, whoever counts and however often it is run.
 *
 * @param orders in the tables
 * @param toShip taken and to be shipped (or shipped since)
 * @param cancelled taken, and called off as the source has
 * @param parked waiting for a person, or settled by one
 * @param failed neither: to be imported again
 * @param fresh orders of toShip and cancelled that this run brought; the others were there already
 * @param backordered units that waited for stock when they were taken
 * @param items products that the orders ask for
 * @param reasons how many are parked for what; one may be parked for several
 * @param failures what went wrong with those that failed
 */
record ImportReport(
        int orders,
        int toShip,
        int cancelled,
        int parked,
        int failed,
        int fresh,
        int backordered,
        int items,
        Map<String, Integer> reasons,
        List<String> failures) {
    boolean addsUp() {
        return orders == toShip + cancelled + parked + failed;
    }

    String text() {
        var text = new StringBuilder();
        text.append("%,7d orders in the tables, of which%n".formatted(orders));
        text.append("%,7d to ship%n".formatted(toShip));
        text.append("%,7d cancelled%n".formatted(cancelled));
        text.append("%,7d parked%s%n".formatted(parked, reasons.isEmpty() ? "" : " " + reasons));
        text.append("%,7d failed%n".formatted(failed));
        text.append("%,7d are new, %,d units wait for stock, %,d items%n".formatted(fresh, backordered, items));
        failures.forEach(failure -> text.append("        ").append(failure).append(System.lineSeparator()));
        return text.toString();
    }
}

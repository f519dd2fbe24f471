package wharf.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whom a demo merchant buys from; {@code minimum} in US cents. */
record DemoSupplier(String merchant, String name, String email, int leadDays, int deviation, long minimum) {
    static final String HEADER =
            "supplier,email,lead_days,lead_days_deviation,minimum_order,currency,sku,pack_size,minimum_quantity,unit_cost";

    private static DemoSupplier of(NamedCsvRecord row) {
        return new DemoSupplier(
                row.getField("merchant"),
                row.getField("name"),
                row.getField("email"),
                Integer.parseInt(row.getField("lead_days")),
                Integer.parseInt(row.getField("deviation")),
                Long.parseLong(row.getField("minimum")));
    }

    /** By name. */
    static Map<String, DemoSupplier> of(String merchant) {
        return DemoTable.rows("suppliers.csv", DemoSupplier::of).stream()
                .filter(supplier -> supplier.merchant().equals(merchant))
                .collect(Collectors.toMap(DemoSupplier::name, Function.identity()));
    }

    /** What an item is bought for here, as a row of the suppliers' CSV. */
    String row(DemoItem item) {
        return "%s,%s,%d,%d,%s,USD,%s,%d,%d,%s"
                .formatted(
                        name,
                        email,
                        leadDays,
                        deviation,
                        money(minimum),
                        item.sku(),
                        item.pack(),
                        item.pack(),
                        money(item.cost()));
    }

    private static String money(long cents) {
        return "%d.%02d".formatted(cents / 100, cents % 100);
    }
}

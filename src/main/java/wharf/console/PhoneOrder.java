package wharf.console;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as somebody types it during a call. For templates.
 *
 * @param reference made by the form: sending it twice makes one order
 * @param sku and {@code quantity} and {@code price}, the rows of the form, in the same order
 * @param price in the merchant's currency as people write it; blank for the item's own value
 * @param payment {@link #CARD} with a token of the simulated provider, or {@link #CASH_ON_DELIVERY}
 */
public record PhoneOrder(
        @Nullable String merchant,
        @Nullable String reference,
        @Nullable List<@Nullable String> sku,
        @Nullable List<@Nullable String> quantity,
        @Nullable List<@Nullable String> price,
        @Nullable String shipping,
        @Nullable String service,
        @Nullable String payment,
        @Nullable String token,
        @Nullable String note) {
    public static final String CARD = "CARD";
    public static final String CASH_ON_DELIVERY = "CASH_ON_DELIVERY";
    private static final int ROWS_SHOWN = 4;

    /** A row of the form. */
    public record Row(String sku, String quantity, String price) {
        static final Row EMPTY = new Row("", "", "");

        boolean isEmpty() {
            return sku.isBlank() && quantity.isBlank() && price.isBlank();
        }
    }

    static PhoneOrder empty(String reference) {
        return new PhoneOrder(null, reference, null, null, null, null, null, CARD, "tok_ok", null);
    }

    /** The rows that say something. */
    public List<Row> rows() {
        int most = Stream.of(cells(sku), cells(quantity), cells(price))
                .mapToInt(List::size)
                .max()
                .orElse(0);
        return IntStream.range(0, most)
                .mapToObj(n -> new Row(cell(sku, n), cell(quantity, n), cell(price, n)))
                .filter(row -> !row.isEmpty())
                .toList();
    }

    /** The rows that say something, and empty ones to fill. */
    public List<Row> shownRows() {
        var rows = rows();
        int empty = Math.max(1, ROWS_SHOWN - rows.size());
        return Stream.concat(rows.stream(), Stream.generate(() -> Row.EMPTY).limit(empty))
                .toList();
    }

    public boolean isPaidBy(String method) {
        return method.equals(payment);
    }

    private static String cell(@Nullable List<@Nullable String> column, int n) {
        var cells = cells(column);
        return n < cells.size() ? Objects.requireNonNullElse(cells.get(n), "").strip() : "";
    }

    private static List<@Nullable String> cells(@Nullable List<@Nullable String> column) {
        return column == null ? List.of() : column;
    }
}

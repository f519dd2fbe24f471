package wharf.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wharf.fulfilment.OrderEdits;
import wharf.order.OrderView;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** Quantities by line, both lists in the same order, and perhaps an item to add, as typed. For templates. */
public record OrderEditForm(
        @Nullable List<@Nullable Integer> line,
        @Nullable List<@Nullable Integer> quantity,
        @Nullable String sku,
        @Nullable Integer units,
        @Nullable String price,
        @Nullable String reason) {
    /** Whether anything was filled in yet. */
    boolean isEmpty() {
        return line == null && sku == null;
    }

    /** What the form says of a line, or the units it has. */
    public String wanted(OrderView.Line of) {
        var given =
                quantities().stream().filter(one -> one.line() == of.number()).findFirst();
        return String.valueOf(given.map(OrderEdits.LineQuantity::quantity).orElseGet(() -> OrderEdits.live(of)));
    }

    public String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private List<OrderEdits.LineQuantity> quantities() {
        var numbers = Objects.requireNonNullElse(line, List.<@Nullable Integer>of());
        var wanted = Objects.requireNonNullElse(quantity, List.<@Nullable Integer>of());
        var quantities = new ArrayList<OrderEdits.LineQuantity>();
        for (int i = 0; i < Math.min(numbers.size(), wanted.size()); i++) {
            var number = numbers.get(i);
            var units = wanted.get(i);
            if (number != null && units != null) quantities.add(new OrderEdits.LineQuantity(number, units));
        }
        return quantities;
    }

    /** What is to change; refuses a price that is none. */
    OrderEdits.Edit edit(String currency) {
        var add = sku == null || sku.isBlank()
                ? List.<OrderEdits.Addition>of()
                : List.of(new OrderEdits.Addition(sku.strip(), units == null ? 1 : units, minor(currency)));
        return new OrderEdits.Edit(quantities(), add, null);
    }

    private @Nullable Long minor(String currency) {
        if (price == null || price.isBlank()) return null;
        var amount = Money.typed(price, currency);
        if (amount != null) return amount.minor();
        throw Refusal.invalid(
                "not-an-amount",
                "price",
                price,
                "Write an amount in " + currency + " with at most " + Money.decimals(currency) + " decimals.");
    }
}

package wharf.returns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wharf.order.OrderView;
import wharf.shared.Money;

/**
 * What of an order may come back, by the merchant's policy of now.
 *
 * @param deadline until when it may be asked for; null before anything has left
 * @param exchangeOnly a replacement was not paid for by itself: it can be exchanged again, and not refunded
 */
public record Returnable(
        OrderView order,
        ReturnPolicy policy,
        @Nullable Instant deadline,
        boolean open,
        boolean exchangeOnly,
        List<Line> lines) {

    /**
     * A line of the order.
     *
     * @param left units that may still be asked for
     * @param finalSale sold for good
     * @param unit what the next unit was paid
     * @param choices what it can be exchanged for, itself first
     */
    public record Line(
            int line,
            String sku,
            String title,
            int shipped,
            int left,
            boolean finalSale,
            Money unit,
            List<Choice> choices) {
        public boolean mayReturn() {
            return left > 0 && !finalSale;
        }

        public Optional<Choice> choice(@Nullable String wanted) {
            return choices.stream()
                    .filter(choice -> choice.sku().equals(wanted))
                    .findFirst();
        }
    }

    /**
     * Something to have instead.
     *
     * @param differenceMinor what it is cheaper by, paid back for each unit
     */
    public record Choice(String sku, String name, long differenceMinor) {}

    public Optional<Line> line(int number) {
        return lines.stream().filter(line -> line.line() == number).findFirst();
    }

    /** Whether a shopper can ask for anything now. */
    public boolean any() {
        return open && lines.stream().anyMatch(Line::mayReturn);
    }
}

package wharf.returns;

import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.shared.Money;

/**
 * What a return would come to if all of it arrives as it was sold. Nothing is stored by it.
 *
 * @param goods what was paid for what is to be refunded, and the difference to cheaper items
 * @param fee and {@code postage} are taken off
 * @param refund what comes back in money
 */
public record ReturnPreview(
        List<Line> lines, Money goods, Money shipping, Money fee, Money postage, Money refund, boolean instant) {
    /** One line of it. @param amount what is paid back for it */
    public record Line(
            int line,
            String sku,
            String title,
            int quantity,
            String reason,
            Resolution resolution,
            @Nullable String exchangeSku,
            @Nullable String exchangeName,
            Money amount) {}
}

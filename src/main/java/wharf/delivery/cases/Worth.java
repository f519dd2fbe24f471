package wharf.delivery.cases;

import org.springframework.stereotype.Component;
import wharf.order.OrderView;
import wharf.payment.Payments;
import wharf.shared.Money;
import wharf.shared.Refusal;

/** What a case is worth in money. */
@Component
class Worth {
    private final Payments payments;

    Worth(Payments payments) {
        this.payments = payments;
    }

    /** The price of what the case is about, split over a line's units by largest remainder, and no more than can be paid back. */
    Money of(CaseView one, OrderView order) {
        long minor = 0;
        for (var about : one.lines())
            for (var line : order.lines())
                if (line.number() == about.lineNo()) minor += share(line, about.quantity(), order);
        return Money.of(minor, order.currency()).min(refundable(order));
    }

    private static long share(OrderView.Line line, int components, OrderView order) {
        int each = line.units().stream().mapToInt(OrderView.Units::perUnit).sum();
        int units = Math.min(line.quantity(), Math.max(1, components / Math.max(1, each)));
        long net = line.unitPriceMinor() * line.quantity() - line.discountMinor() + line.taxMinor();
        return Money.of(net, order.currency())
                .ofUnits(line.quantity(), 0, units)
                .minor();
    }

    /** What is left of what was paid; nothing where nothing was. */
    Money refundable(OrderView order) {
        try {
            return payments.view(order.id().value()).refundable();
        } catch (Refusal unpaid) {
            return Money.zero(order.currency());
        }
    }
}

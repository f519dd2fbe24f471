package wharf.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.geography.Address;
import wharf.merchant.Merchant;
import wharf.merchant.Merchants;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Turns what was typed during a call into an order and hands it in where all orders come in. */
@Component
class PhoneOrders {
    private static final Pattern COUNT = Pattern.compile("\\d{1,6}");

    private final OrderIntake intake;
    private final Merchants merchants;
    private final Items items;

    PhoneOrders(OrderIntake intake, Merchants merchants, Items items) {
        this.intake = intake;
        this.merchants = merchants;
        this.items = items;
    }

    /** Refuses what cannot be read as numbers; the intake judges the rest. */
    IntakeResult take(PhoneOrder form, Address to) {
        var merchant = merchants.find(merchants.requested(form.merchant())).orElseThrow();
        var problems = new ArrayList<Problem>();
        var lines = lines(form, merchant, problems);
        long shipping = blank(form.shipping())
                ? 0
                : amount(Objects.requireNonNull(form.shipping()), merchant, "shippingMinor", problems);
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
        return intake.take(List.of(order(form, merchant, lines, shipping, to))).getFirst();
    }

    private List<NewOrder.Line> lines(PhoneOrder form, Merchant merchant, List<Problem> problems) {
        var rows = form.rows();
        var known = items.bySku(
                merchant.id(), rows.stream().map(PhoneOrder.Row::sku).toList());
        var lines = new ArrayList<NewOrder.Line>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var path = "lines[" + i + "]";
            int quantity = count(row.quantity(), path + ".quantity", problems);
            long price = price(row, known, merchant, path + ".unitPriceMinor", problems);
            lines.add(new NewOrder.Line(row.sku(), quantity, price, null, null, null, null, null));
        }
        return lines;
    }

    private static int count(String text, String field, List<Problem> problems) {
        if (text.isEmpty()) return 1;
        if (COUNT.matcher(text).matches()) return Integer.parseInt(text);
        problems.add(Problem.of("not-a-number", field, text, "Write a whole number, 1 or more."));
        return 1;
    }

    private static long price(
            PhoneOrder.Row row, Map<String, Item> known, Merchant merchant, String field, List<Problem> problems) {
        if (!row.price().isEmpty()) return amount(row.price(), merchant, field, problems);
        var item = known.get(row.sku());
        if (item == null) return 0; // the intake says that there is no such item
        var value = item.value();
        if (value != null && value.currency().equals(merchant.currency())) return value.minor();
        problems.add(Problem.of("required", field, null, "This item has no value of its own; write the price."));
        return 0;
    }

    private static long amount(String text, Merchant merchant, String field, List<Problem> problems) {
        var amount = Money.typed(text, merchant.currency());
        if (amount != null) return amount.minor();
        problems.add(Problem.of(
                "not-an-amount",
                field,
                text,
                "Write an amount in " + merchant.currency() + " with at most " + Money.decimals(merchant.currency())
                        + " decimals."));
        return 0;
    }

    private static NewOrder order(
            PhoneOrder form, Merchant merchant, List<NewOrder.Line> lines, long shipping, Address to) {
        long total = shipping;
        for (var line : lines)
            total += Objects.requireNonNull(line.unitPriceMinor()) * Objects.requireNonNull(line.quantity());
        return NewOrder.of(merchant.id().toString(), "phone", form.reference())
                .currency(merchant.currency())
                .lines(List.copyOf(lines))
                .shipTo(to)
                .email(blankToNull(to.email()))
                .shippingMinor(shipping)
                .totalMinor(total)
                .tenders(total == 0 ? null : List.of(tender(form, total)))
                .shortage(NewOrder.Shortage.REFUSE)
                .service(blankToNull(form.service()))
                .note(blankToNull(form.note()))
                .build();
    }

    private static NewOrder.Tender tender(PhoneOrder form, long total) {
        return form.isPaidBy(PhoneOrder.CASH_ON_DELIVERY)
                ? new NewOrder.Tender(PhoneOrder.CASH_ON_DELIVERY, true, total, null)
                : new NewOrder.Tender(PhoneOrder.CARD, null, total, blankToNull(form.token()));
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}

package wharf.order;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import wharf.catalog.Item;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.inventory.Reserving;
import wharf.merchant.Merchant;
import wharf.payment.Method;
import wharf.payment.Mode;
import wharf.payment.NewTender;
import wharf.platform.BusinessClock;
import wharf.platform.Context;
import wharf.shared.ItemId;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Problem;

/** Turns an order as sent into a draft ready to be written, or into the problems that stand against it. */
@Component
class Drafting {
    /** Of all components of one line; stock is counted in integers. */
    private static final int MOST_UNITS = 10_000_000;

    private final SkuCatalog skus;
    private final JsonMapper json;
    private final ObjectWriter orders;
    private final ObjectWriter addresses;
    private final Clock clock;

    Drafting(SkuCatalog skus, JsonMapper json, BusinessClock clock) {
        this.skus = skus;
        this.json = json;
        this.orders = json.writerFor(NewOrder.class);
        this.addresses = json.writerFor(Address.class);
        this.clock = clock;
    }

    sealed interface Drafted {
        record Ready(Draft draft) implements Drafted {}

        record Wrong(List<Problem> problems) implements Drafted {}
    }

    Drafted draft(Merchant merchant, NewOrder order) {
        var problems = OrderRules.problems(order, clock.instant());
        if (!problems.isEmpty()) return new Drafted.Wrong(problems);
        var lines = Objects.requireNonNull(order.lines()).stream()
                .map(Objects::requireNonNull)
                .toList();
        var known = skus.find(
                merchant.id(),
                lines.stream()
                        .map(line -> Objects.requireNonNull(line.sku()))
                        .distinct()
                        .toList());
        for (int i = 0; i < lines.size(); i++) {
            var problem = unfit("lines[" + i + "]", lines.get(i), known);
            if (problem != null) problems.add(problem);
        }
        if (!problems.isEmpty()) return new Drafted.Wrong(problems);
        return complete(merchant, order, lines, known);
    }

    private static @Nullable Problem unfit(String path, NewOrder.Line line, Map<String, SkuCatalog.Sellable> known) {
        var sellable = known.get(Objects.requireNonNull(line.sku()));
        if (sellable == null)
            return Problem.of(
                    "unknown-sku",
                    path + ".sku",
                    line.sku(),
                    "This merchant has no item with this SKU; create the item or correct the SKU.");
        if (!sellable.item().active())
            return Problem.of(
                    "inactive-item",
                    path + ".sku",
                    line.sku(),
                    "This item is not sold any more; activate it or choose another.");
        if (sellable.needs().isEmpty())
            return Problem.of(
                    "empty-kit", path + ".sku", line.sku(), "This kit has no components; give it some first.");
        int quantity = Objects.requireNonNull(line.quantity());
        long units = 0;
        for (var need : sellable.needs()) units += (long) need.quantity() * quantity;
        if (units > MOST_UNITS)
            return Problem.of(
                    "too-many-units",
                    path + ".quantity",
                    quantity,
                    "So many are " + units + " units of components; order no more than " + MOST_UNITS + " at once.");
        return null;
    }

    private static Map<ItemId, Integer> unitsOfEach(SkuCatalog.Sellable sellable) {
        var units = new LinkedHashMap<ItemId, Integer>();
        sellable.needs().forEach(need -> units.merge(need.item(), need.quantity(), Integer::sum));
        return units;
    }

    private Drafted complete(
            Merchant merchant, NewOrder order, List<NewOrder.Line> lines, Map<String, SkuCatalog.Sellable> known) {
        var currency = order.currency() == null ? merchant.currency() : order.currency();
        var totals = totals(order, lines);
        var tenders = order.tenders() == null
                ? List.<NewOrder.Tender>of()
                : order.tenders().stream().map(Objects::requireNonNull).toList();
        var problems = moneyProblems(order, lines, totals, tenders);
        if (!problems.isEmpty()) return new Drafted.Wrong(problems);
        var id = OrderId.next();
        var address =
                order.shipTo() == null ? Address.place(null, null, null, "") : Addresses.normalise(order.shipTo());
        var placedAt = order.placedAt() == null ? clock.instant() : order.placedAt();
        int priority = order.priority() == null ? 0 : order.priority();
        var draftLines = new ArrayList<Draft.Line>(lines.size());
        for (int i = 0; i < lines.size(); i++) draftLines.add(line(i + 1, lines.get(i), known));
        return new Drafted.Ready(new Draft(
                id,
                merchant.id(),
                Objects.requireNonNull(order.channel()),
                Objects.requireNonNull(order.externalId()),
                order.revision() == null ? 0 : order.revision(),
                sha256(orders.writeValueAsBytes(order)),
                placedAt,
                currency,
                totals,
                priority,
                order.service(),
                order.shortage() == null ? NewOrder.Shortage.REFUSE : order.shortage(),
                address,
                addresses.writeValueAsString(address),
                address.name() != null ? address.name() : address.company() != null ? address.company() : "",
                order.email() == null ? address.email() : order.email(),
                order.locale() == null ? merchant.locale() : order.locale(),
                order.note(),
                draftLines,
                reserving(id, merchant, placedAt, priority, draftLines, known),
                tenders(id, merchant, currency, totals.total(), tenders),
                instructions(order, draftLines),
                order,
                Context.current().actor()));
    }

    private static Draft.Totals totals(NewOrder order, List<NewOrder.Line> lines) {
        long subtotal = 0;
        long discount = orZero(order.discountMinor());
        long tax = orZero(order.taxMinor());
        for (var line : lines) {
            subtotal = Math.addExact(subtotal, gross(line));
            discount = Math.addExact(discount, orZero(line.discountMinor()));
            tax = Math.addExact(tax, orZero(line.taxMinor()));
        }
        long shipping = orZero(order.shippingMinor());
        return new Draft.Totals(subtotal, discount, shipping, tax, subtotal - discount + shipping + tax);
    }

    private static long gross(NewOrder.Line line) {
        // Both factors are bounded (10^12 and 10^6), so that the product fits; saturate rather than fail on the sum of
        // absurd lines.
        return Math.min(orZero(line.unitPriceMinor()) * Objects.requireNonNull(line.quantity()), Long.MAX_VALUE / 4000);
    }

    private static List<Problem> moneyProblems(
            NewOrder order, List<NewOrder.Line> lines, Draft.Totals totals, List<NewOrder.Tender> tenders) {
        var problems = new ArrayList<Problem>();
        if (totals.subtotal() > OrderRules.MOST_MONEY) {
            problems.add(Problem.of(
                    "out-of-range",
                    "lines",
                    totals.subtotal(),
                    "The lines add up to more than " + OrderRules.MOST_MONEY + " minor units."));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (orZero(lines.get(i).discountMinor()) > gross(lines.get(i))) {
                problems.add(Problem.of(
                        "discount-above-price",
                        "lines[" + i + "].discountMinor",
                        lines.get(i).discountMinor(),
                        "A line's discount is at most unit price times quantity."));
            }
        }
        if (totals.total() < 0) {
            problems.add(Problem.of(
                    "negative-total",
                    "discountMinor",
                    totals.discount(),
                    "Discounts are larger than what is to be paid; lower them."));
        }
        if (order.totalMinor() != null && order.totalMinor() != totals.total()) {
            problems.add(Problem.of(
                    "total-mismatch",
                    "totalMinor",
                    order.totalMinor(),
                    "The parts add up to " + totals.total() + " (" + totals.subtotal() + " − " + totals.discount()
                            + " + " + totals.shipping() + " + " + totals.tax() + ")."));
        }
        long paid = tenders.stream()
                .mapToLong(tender -> orZero(tender.amountMinor()))
                .sum();
        if (!tenders.isEmpty() && paid != totals.total()) {
            problems.add(Problem.of(
                    "tenders-mismatch",
                    "tenders",
                    paid,
                    "The tenders add up to " + paid + " but the total is " + totals.total() + "."));
        }
        return problems;
    }

    private Draft.Line line(int number, NewOrder.Line line, Map<String, SkuCatalog.Sellable> known) {
        var item = sellable(known, line).item();
        boolean elsewhere = Boolean.TRUE.equals(line.elsewhere()) || item.kind() == Item.Kind.DIGITAL;
        return new Draft.Line(
                number,
                item,
                line.title() == null ? item.name() : line.title(),
                Objects.requireNonNull(line.quantity()),
                orZero(line.unitPriceMinor()),
                orZero(line.discountMinor()),
                orZero(line.taxMinor()),
                line.properties() == null || line.properties().isEmpty()
                        ? null
                        : json.writeValueAsString(line.properties()),
                elsewhere);
    }

    private static SkuCatalog.Sellable sellable(Map<String, SkuCatalog.Sellable> known, NewOrder.Line line) {
        return Objects.requireNonNull(known.get(Objects.requireNonNull(line.sku())));
    }

    private static List<Reserving> reserving(
            OrderId id,
            Merchant merchant,
            java.time.Instant placedAt,
            int priority,
            List<Draft.Line> lines,
            Map<String, SkuCatalog.Sellable> known) {
        var reserving = new ArrayList<Reserving>(lines.size());
        for (var line : lines) {
            unitsOfEach(Objects.requireNonNull(known.get(line.item().sku()))).forEach((item, units) -> {
                int quantity = Math.multiplyExact(units, line.quantity());
                reserving.add(new Reserving(
                        id,
                        line.number(),
                        item,
                        merchant.id(),
                        priority,
                        placedAt,
                        units,
                        quantity,
                        0,
                        line.elsewhere() ? quantity : 0));
            });
        }
        return reserving;
    }

    private static List<NewTender> tenders(
            OrderId id, Merchant merchant, String currency, long total, List<NewOrder.Tender> given) {
        if (total == 0) return List.of();
        if (given.isEmpty()) {
            return List.of(new NewTender(
                    merchant.id(),
                    id.value(),
                    1,
                    Method.COLLECTED_BY_CHANNEL,
                    Mode.DIRECT,
                    Money.of(total, currency),
                    null));
        }
        var tenders = new ArrayList<NewTender>(given.size());
        for (int i = 0; i < given.size(); i++) {
            var tender = given.get(i);
            if (orZero(tender.amountMinor()) == 0) continue;
            tenders.add(new NewTender(
                    merchant.id(),
                    id.value(),
                    i + 1,
                    Method.valueOf(Objects.requireNonNull(tender.method())),
                    OrderRules.isDirect(tender) ? Mode.DIRECT : Mode.AUTHORISE,
                    Money.of(orZero(tender.amountMinor()), currency),
                    tender.instrument()));
        }
        return tenders;
    }

    private static List<Draft.Instruction> instructions(NewOrder order, List<Draft.Line> lines) {
        var instructions = new ArrayList<Draft.Instruction>();
        if (order.instructions() != null) {
            for (var given : order.instructions()) {
                Objects.requireNonNull(given);
                instructions.add(new Draft.Instruction(
                        given.line(),
                        Objects.requireNonNull(given.type()),
                        given.stage() == null ? "PACK" : given.stage(),
                        Objects.requireNonNull(given.text()),
                        given.line() == null ? "CHANNEL" : "LINE"));
            }
        }
        for (var line : lines) {
            var instruction = line.item().instruction();
            if (instruction != null && !line.elsewhere()) {
                instructions.add(new Draft.Instruction(
                        line.number(), instruction.type().name(), "PACK", instruction.text(), "ITEM"));
            }
        }
        if (order.note() != null && !order.note().isBlank()) {
            instructions.add(new Draft.Instruction(null, "INFORM", "PACK", order.note(), "CHANNEL"));
        }
        return instructions;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

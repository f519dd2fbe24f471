package wharf.channel.olist;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.catalog.NewItem;
import wharf.channel.olist.OlistTables.Customer;
import wharf.channel.olist.OlistTables.Line;
import wharf.channel.olist.OlistTables.Order;
import wharf.channel.olist.OlistTables.Payment;
import wharf.channel.olist.OlistTables.Product;
import wharf.geography.Address;
import wharf.order.NewOrder;
import wharf.payment.Method;
import wharf.shared.Problem;

/**
 * Turns rows of the tables into orders and items. What the tables do not say is not made up: an order that lacks something it cannot do
 * without is to be parked, with every reason.
 *
 * <p>Times are local, of the zone the marketplace keeps ({@code America/Sao_Paulo}); postcodes are five-digit prefixes that may have lost
 * leading zeros; money is decimal reais; rows of items are single units, freight is per row; all payments have been made already, so that
 * nothing is authorised here.
 */
final class OlistMapping {
    static final String CHANNEL = "olist";
    static final String CURRENCY = "BRL";
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Set<String> WANTED =
            Set.of("created", "approved", "invoiced", "processing", "shipped", "delivered");
    private static final Set<String> CALLED_OFF = Set.of("canceled", "unavailable");
    private static final Map<String, Method> METHODS = Map.of(
            "credit_card", Method.CARD,
            "boleto", Method.BANK_SLIP,
            "voucher", Method.GIFT_CARD,
            "debit_card", Method.BANK_DEBIT);

    /** Payments may miss the goods and freight by so much of them, in per cent: interest on instalments, rounding, discounts not told. */
    private static final int TOLERATED_PERCENT = 10;

    /** Where intake's fields come from. */
    private static final Map<String, String> COLUMNS = Map.of(
            "externalId", "order.order_id",
            "placedAt", "order.order_purchase_timestamp",
            "shipTo.name", "customer.customer_unique_id",
            "shipTo.city", "customer.customer_city",
            "shipTo.region", "customer.customer_state",
            "shipTo.postcode", "customer.customer_zip_code_prefix",
            "lines", "items");

    private static final Pattern SKU = Pattern.compile("(?=.*\\S)[^\\p{Cc}]{1,100}");
    private static final int LONGEST_CATEGORY = 400;
    private static final Pattern LINE = Pattern.compile("lines\\[(\\d{1,4})]\\.(\\w+)");

    private final OlistTables tables;
    private final String merchant;
    private final Set<String> catalog;

    /** @param catalog products that are items already, and so need not be measured by the tables */
    OlistMapping(OlistTables tables, String merchant, Set<String> catalog) {
        this.tables = tables;
        this.merchant = merchant;
        this.catalog = catalog;
    }

    /** What becomes of an order of the tables. */
    sealed interface Mapped {
        /** To be handed to intake; and called off at once if the source has called it off. */
        record Sold(NewOrder order, boolean calledOff) implements Mapped {}

        record Unfit(Order order, List<Problem> problems) implements Mapped {}
    }

    /** The item, or nothing when the table does not say how large and heavy it is. The SKU is the product's id. */
    static Optional<NewItem> item(Product product) {
        var grams = measure(product.grams(), 1);
        var length = measure(product.lengthCm(), 10);
        var width = measure(product.widthCm(), 10);
        var height = measure(product.heightCm(), 10);
        if (!isSku(product.id()) || grams.isEmpty() || length.isEmpty() || width.isEmpty() || height.isEmpty())
            return Optional.empty();
        var said = product.category().replace('_', ' ').replaceAll("\\p{Cc}", " ");
        var category = said.isBlank() ? "Sem categoria" : said.substring(0, Math.min(LONGEST_CATEGORY, said.length()));
        var name = category + " "
                + product.id().substring(0, Math.min(8, product.id().length()));
        return Optional.of(NewItem.physical(product.id(), name, grams.get(), length.get(), width.get(), height.get()));
    }

    private static boolean isSku(String id) {
        return SKU.matcher(id).matches();
    }

    /** A positive measure in whole small units, rounded up, within what an item may have. */
    private static Optional<Integer> measure(String text, int factor) {
        return decimal(text)
                .map(value -> value.multiply(BigDecimal.valueOf(factor)).setScale(0, RoundingMode.CEILING))
                .filter(value -> value.signum() > 0 && value.compareTo(BigDecimal.valueOf(100_000)) <= 0)
                .map(BigDecimal::intValue);
    }

    private static Optional<BigDecimal> decimal(String text) {
        return text.strip().matches("-?[0-9]{1,12}([.][0-9]{1,6})?")
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    Mapped map(Order order) {
        var problems = new ArrayList<Problem>();
        status(problems, order);
        var placedAt = placedAt(problems, order);
        var customer = customer(problems, order);
        var lines = lines(problems, order);
        var money = Money.of(problems, tables.linesOf(order), tables.paymentsOf(order));
        if (!problems.isEmpty() || customer == null || money == null)
            return new Mapped.Unfit(order, List.copyOf(problems));
        var sold = NewOrder.of(merchant, CHANNEL, order.id())
                .placedAt(placedAt)
                .currency(CURRENCY)
                .lines(lines)
                .shipTo(address(customer))
                .locale("pt")
                .discountMinor(money.discount())
                .shippingMinor(money.shipping())
                .tenders(money.tenders())
                .shortage(NewOrder.Shortage.BACKORDER)
                .note(money.note())
                .build();
        return new Mapped.Sold(sold, CALLED_OFF.contains(order.status()));
    }

    private static void status(List<Problem> problems, Order order) {
        if (WANTED.contains(order.status()) || CALLED_OFF.contains(order.status())) return;
        problems.add(Problem.of(
                "unknown-status",
                "order.order_status",
                order.status(),
                "Nobody knows whether this order is to be shipped."));
    }

    private static @Nullable Instant placedAt(List<Problem> problems, Order order) {
        try {
            return LocalDateTime.parse(order.purchasedAt(), LOCAL).atZone(ZONE).toInstant();
        } catch (DateTimeException unreadable) {
            problems.add(Problem.of(
                    "bad-time",
                    "order.order_purchase_timestamp",
                    order.purchasedAt(),
                    "Write a local time as 2018-01-31 23:59:59."));
            return null;
        }
    }

    private @Nullable Customer customer(List<Problem> problems, Order order) {
        var customer = tables.customers().get(order.customer());
        if (customer == null)
            problems.add(Problem.of(
                    "unknown-customer",
                    "order.customer_id",
                    order.customer(),
                    "The table of customers does not have it."));
        return customer;
    }

    /** The tables have no names and no streets; the label names the shopper by the publisher's pseudonym. */
    private static Address address(Customer customer) {
        var prefix = customer.zipPrefix().strip();
        var padded = prefix.matches("[0-9]{1,4}") ? "0".repeat(5 - prefix.length()) + prefix : prefix;
        var person = customer.person().isBlank() ? customer.id() : customer.person();
        return new Address(
                "Cliente " + person.substring(0, Math.min(8, person.length())),
                null,
                null,
                null,
                customer.city(),
                customer.state(),
                padded,
                "BR",
                null,
                null);
    }

    /** Rows of the same product at the same price become one line. */
    private List<NewOrder.Line> lines(List<Problem> problems, Order order) {
        var rows = tables.linesOf(order);
        if (rows.isEmpty()) {
            var why = CALLED_OFF.contains(order.status())
                    ? "The order was given up at the source (" + order.status() + ") and nothing was ever sold."
                    : "The order has no line, so nobody knows what to ship.";
            problems.add(Problem.of("no-lines", "items", order.id(), why));
        }
        measured(problems, rows);
        return units(order).stream()
                .map(unit -> line(unit.stream().map(rows::get).toList()))
                .toList();
    }

    /** The rows of each line of the order, by their place. */
    private List<List<Integer>> units(Order order) {
        var rows = tables.linesOf(order);
        var units = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < rows.size(); i++)
            units.computeIfAbsent(rows.get(i).product() + " at " + rows.get(i).price(), same -> new ArrayList<>())
                    .add(i);
        return List.copyOf(units.values());
    }

    private static NewOrder.Line line(List<Line> same) {
        var first = same.getFirst();
        long price = Money.minor(first.price()).orElse(0L);
        return new NewOrder.Line(first.product(), same.size(), price, null, null, null, null, null);
    }

    private void measured(List<Problem> problems, List<Line> rows) {
        var seen = new HashSet<>(catalog);
        for (int i = 0; i < rows.size(); i++)
            if (seen.add(rows.get(i).product()))
                measured(problems, "items[" + i + "].product_id", rows.get(i).product());
    }

    private void measured(List<Problem> problems, String field, String id) {
        var product = tables.products().get(id);
        if (product == null)
            problems.add(
                    Problem.of("unknown-product", field, id, "Neither the table of products nor the catalog has it."));
        else if (item(product).isEmpty())
            problems.add(
                    Problem.of(
                            "unmeasured-product",
                            field,
                            id,
                            "Without its weight and size nobody can choose a carton: measure it, here or in the catalog, and take the order again."));
    }

    /** Says what intake refuses by the columns that it comes from. */
    List<Problem> inTables(Order order, List<Problem> problems) {
        return problems.stream()
                .map(problem ->
                        new Problem(problem.code(), column(order, problem.field()), problem.value(), problem.message()))
                .toList();
    }

    private String column(Order order, String field) {
        var line = LINE.matcher(field);
        if (!line.matches())
            return field.startsWith("tenders[")
                    ? field.replace("tenders[", "payments[")
                    : COLUMNS.getOrDefault(field, field.startsWith("shipTo") ? "customer" : field);
        var units = units(order);
        int unit = Integer.parseInt(line.group(1));
        if (unit >= units.size()) return "items";
        var row = "items[" + units.get(unit).getFirst() + "]";
        return switch (line.group(2)) {
            case "sku" -> row + ".product_id";
            case "unitPriceMinor" -> row + ".price";
            default -> row;
        };
    }

    /** An order's money in minor units; whatever the payments are above or below goods and freight is in it under its own name. */
    record Money(
            @Nullable Long discount,
            long shipping,
            @Nullable List<NewOrder.@Nullable Tender> tenders,
            @Nullable String note) {

        static @Nullable Money of(List<Problem> problems, List<Line> lines, List<Payment> payments) {
            int before = problems.size();
            long goods = sum(
                    problems, "items[%d].price", lines.stream().map(Line::price).toList());
            long freight = sum(
                    problems,
                    "items[%d].freight_value",
                    lines.stream().map(Line::freight).toList());
            long paid = sum(
                    problems,
                    "payments[%d].payment_value",
                    payments.stream().map(Payment::value).toList());
            for (int i = 0; i < payments.size(); i++)
                if (!METHODS.containsKey(payments.get(i).type()))
                    problems.add(Problem.of(
                            "unknown-payment",
                            "payments[" + i + "].payment_type",
                            payments.get(i).type(),
                            "Only "
                                    + String.join(
                                            ", ",
                                            METHODS.keySet().stream().sorted().toList()) + " are known."));
            if (problems.size() > before) return null;
            if (payments.isEmpty())
                return new Money(
                        null, freight, null, "No payment is recorded; the channel is taken to have collected it.");
            long over = paid - goods - freight;
            if (!lines.isEmpty() && Math.abs(over) * 100 > (goods + freight) * TOLERATED_PERCENT) {
                problems.add(Problem.of(
                        "payments-mismatch",
                        "payments",
                        reais(paid),
                        "Goods and freight come to " + reais(goods + freight) + ", the payments to " + reais(paid)
                                + ": that is more than " + TOLERATED_PERCENT + " % apart."));
                return null;
            }
            return new Money(
                    over < 0 ? -over : null, freight + Math.max(0, over), tenders(payments), note(payments, over));
        }

        private static List<NewOrder.@Nullable Tender> tenders(List<Payment> payments) {
            var tenders = new ArrayList<NewOrder.@Nullable Tender>();
            for (var payment : payments) {
                var method = METHODS.getOrDefault(payment.type(), Method.COLLECTED_BY_CHANNEL);
                tenders.add(new NewOrder.Tender(
                        method.name(), true, minor(payment.value()).orElse(0L), null));
            }
            return tenders;
        }

        private static @Nullable String note(List<Payment> payments, long over) {
            var parts = new ArrayList<String>();
            var instalments = payments.stream()
                    .filter(payment -> payment.instalments().matches("[0-9]{1,3}"))
                    .filter(payment -> Integer.parseInt(payment.instalments()) > 1)
                    .map(payment -> payment.value() + " " + CURRENCY + " in " + payment.instalments() + " instalments")
                    .collect(Collectors.joining(", "));
            if (!instalments.isEmpty()) parts.add("Paid by card: " + instalments + ".");
            if (over > 0) parts.add("Paid " + over + " cents more than goods and freight; counted as shipping.");
            if (over < 0) parts.add("Paid " + -over + " cents less than goods and freight; counted as a discount.");
            return parts.isEmpty() ? null : String.join(" ", parts);
        }

        private static long sum(List<Problem> problems, String field, List<String> amounts) {
            long sum = 0;
            for (int i = 0; i < amounts.size(); i++) {
                var minor = minor(amounts.get(i));
                if (minor.isEmpty())
                    problems.add(Problem.of(
                            "bad-amount",
                            field.formatted(i),
                            amounts.get(i),
                            "Write an amount of reais such as 153.41."));
                sum += minor.orElse(0L);
            }
            return sum;
        }

        private static BigDecimal reais(long minor) {
            return BigDecimal.valueOf(minor, 2);
        }

        /** Minor units of a decimal amount that has at most two decimals and is not negative. */
        static Optional<Long> minor(String text) {
            return decimal(text)
                    .filter(value ->
                            value.signum() >= 0 && value.stripTrailingZeros().scale() <= 2)
                    .map(value -> value.movePointRight(2).longValueExact());
        }
    }
}

package wharf.returns;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import wharf.order.OrderView;
import wharf.order.Orders;
import wharf.order.Replacements;
import wharf.platform.BusinessClock;
import wharf.platform.Sql;
import wharf.shared.Money;
import wharf.shared.OrderId;
import wharf.shared.Problem;
import wharf.shared.Refusal;

/** Says what of an order may come back, what it can be exchanged for, and what it would come to. */
@Service
public class Returnables {
    /** The channel of the orders that replace what came back. */
    static final String EXCHANGE = Replacements.EXCHANGE;

    private static final int MOST_CHOICES = 40;
    private static final String CLAIMED = """
            select line_no, claimed
            from rma_claim
            where order_id = :order
            """;
    /** The last word on where its parcels are: delivered, or else when they left. */
    private static final String WITH_SHOPPER = """
            select coalesce(max(occurred_at) filter (where type = 'parcel.delivered'), max(occurred_at) filter (where type = 'parcel.shipped'))
            from fact
            where root = :order
            and type in ('parcel.delivered', 'parcel.shipped')
            """;
    /**
     * Items of the merchant that cost no more and can be had now; those named most like it first. Compared by what both are sold for now in the
     * order's currency, or, where one of them has no such price, by their values in the catalogue.
     */
    private static final String CHOICES = """
            select w.line_no, i.sku, i.name, coalesce(i.difference, 0) as difference
            from unnest(:lines, :items) as w (line_no, item_id)
            join item own on own.id = w.item_id
            left join lateral (
              select amount_minor
              from item_price
              where item_id = own.id
              and currency = :currency
              and valid_from <= :now
              order by valid_from desc
              limit 1) own_price on true
            cross join lateral (
              select i.id, i.sku, i.name, d.difference
              from item i
              join item_stock s on s.item_id = i.id
              left join lateral (
                select amount_minor
                from item_price
                where item_id = i.id
                and currency = :currency
                and valid_from <= :now
                order by valid_from desc
                limit 1) price on true
              cross join lateral (
                select case
                  when own_price.amount_minor is not null and price.amount_minor is not null then own_price.amount_minor - price.amount_minor
                  else own.value_minor - i.value_minor
                end as difference) d
              where i.merchant_id = own.merchant_id
              and i.active
              and i.kind = 'PHYSICAL'
              and s.on_hand > s.reserved
              and (i.id = own.id or d.difference >= 0)
              order by i.id <> own.id, split_part(i.sku, '-', 1) || split_part(i.sku, '-', 2) <> split_part(own.sku, '-', 1) || split_part(own.sku, '-', 2),
                       d.difference nulls last, i.sku
              limit :most
            ) i
            """;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final ReturnPolicies policies;
    private final BusinessClock clock;

    Returnables(JdbcClient jdbc, Orders orders, ReturnPolicies policies, BusinessClock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.policies = policies;
        this.clock = clock;
    }

    /** Refuses when there is no such order in the caller's scope. */
    @Transactional(readOnly = true)
    public Returnable of(OrderId id) {
        var order = orders.find(id).orElseThrow(() -> Refusal.notFound("order", id));
        var policy = policies.of(order.merchant());
        var deadline = deadline(id, policy);
        var claimed = claimed(id);
        var worth = Worth.of(order);
        boolean exchangeOnly = order.channel().equals(EXCHANGE);
        var choices = policy.exchange() ? choices(order) : Map.<Integer, List<Returnable.Choice>>of();
        var lines = order.lines().stream()
                .map(line -> {
                    int taken = claimed.getOrDefault(line.number(), 0);
                    int shipped = shipped(line);
                    return new Returnable.Line(
                            line.number(),
                            line.sku(),
                            line.title(),
                            shipped,
                            Math.max(0, shipped - taken),
                            policy.isFinalSale(line.sku()),
                            worth.sum(line.number(), taken, 1),
                            choices.getOrDefault(line.number(), List.of()));
                })
                .toList();
        boolean open =
                deadline != null && policy.windowDays() > 0 && clock.instant().isBefore(deadline);
        return new Returnable(order, policy, deadline, open, exchangeOnly, lines);
    }

    /** Units of a line that have left, as the line counts them: a kit has left when all its parts have. */
    static int shipped(OrderView.Line line) {
        return OrderView.whole(line, OrderView.Units::shipped);
    }

    private @Nullable Instant deadline(OrderId order, ReturnPolicy policy) {
        var since = withShopper(order);
        return since.map(at -> at.plus(Duration.ofDays(policy.windowDays()))).orElse(null);
    }

    /** Since when the shopper has the goods, as far as is known. */
    Optional<Instant> withShopper(OrderId order) {
        return jdbc.sql(WITH_SHOPPER)
                .param("order", order.value())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    private Map<Integer, Integer> claimed(OrderId order) {
        return jdbc
                .sql(CLAIMED)
                .param("order", order.value())
                .query((row, n) -> Map.entry(row.getInt("line_no"), row.getInt("claimed")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<Integer, List<Returnable.Choice>> choices(OrderView order) {
        var found = new HashMap<Integer, List<Returnable.Choice>>();
        jdbc.sql(CHOICES)
                .param(
                        "lines",
                        Sql.ints(order.lines().stream()
                                .map(OrderView.Line::number)
                                .toList()))
                .param(
                        "items",
                        Sql.ids(order.lines().stream().map(OrderView.Line::item).toList()))
                .param("currency", order.currency())
                .param("now", Sql.timestamp(clock.instant()))
                .param("most", MOST_CHOICES)
                .query((row, n) -> found.computeIfAbsent(row.getInt("line_no"), line -> new ArrayList<>())
                        .add(new Returnable.Choice(
                                row.getString("sku"), row.getString("name"), row.getLong("difference"))))
                .list();
        return found;
    }

    /** What the return would come to; refuses as {@link Returns#request} would. */
    @Transactional(readOnly = true)
    public ReturnPreview preview(NewReturn wanted) {
        var returnable = of(wanted.order());
        refuse(returnable, wanted, true);
        return preview(returnable, wanted.lines());
    }

    ReturnPreview preview(Returnable returnable, List<NewReturn.Line> wanted) {
        var currency = returnable.order().currency();
        var policy = returnable.policy();
        var worth = Worth.of(returnable.order());
        var goods = Money.zero(currency);
        var lines = new ArrayList<ReturnPreview.Line>();
        for (var line : wanted) {
            var of = returnable.line(line.line()).orElseThrow();
            var paid = worth.sum(line.line(), of.shipped() - of.left(), line.quantity());
            var choice = of.choice(line.exchangeSku());
            var amount = line.resolution() == Resolution.REFUND
                    ? paid
                    : difference(choice.map(Returnable.Choice::differenceMinor).orElse(0L), line.quantity(), paid);
            goods = goods.plus(amount);
            lines.add(new ReturnPreview.Line(
                    line.line(),
                    of.sku(),
                    of.title(),
                    line.quantity(),
                    line.reason(),
                    line.resolution(),
                    line.exchangeSku(),
                    choice.map(Returnable.Choice::name).orElse(null),
                    amount));
        }
        var shipping = shipping(returnable, wanted);
        var fee = fee(policy, wanted, currency).min(goods.plus(shipping));
        var postage = postage(policy, wanted, currency).min(goods.plus(shipping).minus(fee));
        return new ReturnPreview(
                lines,
                goods,
                shipping,
                fee,
                postage,
                goods.plus(shipping).minus(fee).minus(postage),
                policy.instantExchange() && wanted.stream().anyMatch(line -> line.resolution() == Resolution.EXCHANGE));
    }

    static Money difference(long perUnitMinor, int quantity, Money paid) {
        return Money.of(perUnitMinor, paid.currency()).times(quantity).min(paid);
    }

    static Money fee(ReturnPolicy policy, List<NewReturn.Line> wanted, String currency) {
        boolean ours = wanted.stream().anyMatch(line -> isOurs(policy, line.reason()));
        return Money.of(ours ? 0 : policy.feeMinor(), currency);
    }

    static Money postage(ReturnPolicy policy, List<NewReturn.Line> wanted, String currency) {
        boolean theirs = wanted.stream()
                .allMatch(line -> policy.reason(line.reason())
                        .map(reason -> reason.payer() == ReturnReason.Payer.SHOPPER)
                        .orElse(false));
        return Money.of(theirs ? policy.postageMinor() : 0, currency);
    }

    static boolean isOurs(ReturnPolicy policy, String reason) {
        return policy.reason(reason).map(ReturnReason::ourFault).orElse(false);
    }

    /** The shipping that was paid, when all of the order comes back for money by this return. */
    private static Money shipping(Returnable returnable, List<NewReturn.Line> wanted) {
        var order = returnable.order();
        var nothing = Money.zero(order.currency());
        if (wanted.stream().anyMatch(line -> line.resolution() == Resolution.EXCHANGE)) return nothing;
        boolean whole = returnable.lines().stream()
                .allMatch(line -> line.shipped() == 0
                        || wanted.stream().anyMatch(w -> w.line() == line.line() && w.quantity() == line.shipped()));
        boolean ours = wanted.stream().allMatch(line -> isOurs(returnable.policy(), line.reason()));
        return switch (returnable.policy().refundShipping()) {
            case NEVER -> nothing;
            case OUR_FAULT -> whole && ours ? Money.of(order.shippingMinor(), order.currency()) : nothing;
            case WHOLE_ORDER -> whole ? Money.of(order.shippingMinor(), order.currency()) : nothing;
        };
    }

    /**
     * Refuses what cannot come back.
     *
     * @param byPolicy whether the window and final sale count; people of the merchant may overrule them
     */
    static void refuse(Returnable returnable, NewReturn wanted, boolean byPolicy) {
        var problems = new ArrayList<Problem>();
        if (wanted.lines().isEmpty())
            problems.add(Problem.of("required", "lines", null, "Say which units come back: a line and a quantity."));
        if (wanted.note() != null) wharf.shared.Texts.check(problems, "note", wanted.note(), 500);
        if (byPolicy && !returnable.open())
            problems.add(Problem.of(
                    "window-closed",
                    "order",
                    returnable.order().externalId(),
                    returnable.deadline() == null
                            ? "Nothing of this order has left yet; cancel it instead."
                            : "The time for returns of this order ended on " + returnable.deadline() + "."));
        for (int i = 0; i < wanted.lines().size(); i++)
            line(problems, "lines[" + i + "]", returnable, wanted.lines().get(i), byPolicy);
        if (wanted.lines().stream().map(NewReturn.Line::line).distinct().count()
                < wanted.lines().size())
            problems.add(Problem.of("twice", "lines", null, "Name each line of the order once."));
        if (!problems.isEmpty()) throw Refusal.invalid(problems);
    }

    private static void line(
            List<Problem> problems, String path, Returnable returnable, NewReturn.Line wanted, boolean byPolicy) {
        var line = returnable.line(wanted.line());
        if (line.isEmpty()) {
            problems.add(
                    Problem.of("unknown-line", path + ".line", wanted.line(), "The order has no line of this number."));
            return;
        }
        if (wanted.quantity() < 1 || wanted.quantity() > line.get().left())
            problems.add(Problem.of(
                    "out-of-range",
                    path + ".quantity",
                    wanted.quantity(),
                    line.get().left() == 0
                            ? "Nothing of this line can come back (any more)."
                            : "Give 1 to " + line.get().left() + ": what was shipped less what already comes back."));
        if (byPolicy && line.get().finalSale())
            problems.add(Problem.of(
                    "final-sale", path + ".line", line.get().sku(), "This item was sold for good; leave it out."));
        if (returnable.policy().reason(wanted.reason()).isEmpty())
            problems.add(Problem.of(
                    "unknown-reason",
                    path + ".reason",
                    wanted.reason(),
                    "Give one of "
                            + returnable.policy().reasons().stream()
                                    .map(ReturnReason::code)
                                    .collect(Collectors.joining(", "))
                            + "."));
        exchange(problems, path, returnable, line.get(), wanted);
    }

    private static void exchange(
            List<Problem> problems, String path, Returnable returnable, Returnable.Line line, NewReturn.Line wanted) {
        if (wanted.resolution() == Resolution.REFUND) {
            if (returnable.exchangeOnly())
                problems.add(
                        Problem.of(
                                "exchange-only",
                                path + ".resolution",
                                wanted.resolution(),
                                "This item came in exchange and was not paid for by itself: exchange it again, or ask the shop."));
            return;
        }
        if (!returnable.policy().exchange())
            problems.add(Problem.of(
                    "no-exchange",
                    path + ".resolution",
                    wanted.resolution(),
                    "This shop refunds, and does not exchange."));
        else if (line.choice(wanted.exchangeSku()).isEmpty())
            problems.add(Problem.of(
                    "unknown-exchange",
                    path + ".exchangeSku",
                    wanted.exchangeSku(),
                    "Choose an item that is in stock and worth no more than the one that comes back."));
    }

    /** The language of an order's shopper; empty when there is no such order in the caller's scope. */
    @Transactional(readOnly = true)
    public Optional<String> locale(OrderId order) {
        return jdbc.sql("select locale from orders where id = :id")
                .param("id", order.value())
                .query(String.class)
                .optional();
    }
}

package wharf.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import wharf.fulfilment.OrderCare;
import wharf.geography.Address;
import wharf.merchant.Merchants;
import wharf.order.Hold;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.order.OrderList;
import wharf.order.ParkedMessages;
import wharf.platform.BusinessClock;
import wharf.platform.Turn;

/** The demo's first orders, as channels would send them: most are plain, some have the troubles an operator meets in a week. */
@Component
class DemoOrders {
    private static final Logger LOG = LoggerFactory.getLogger(DemoOrders.class);
    private static final List<String> CHANNELS = List.of("web", "amazon", "shopify", "web", "ebay", "phone");
    private static final int MOST_ITEMS = 3;
    /** The last of them. */
    private static final String HELD = "DEMO-HELD";

    private final OrderIntake intake;
    private final OrderList list;
    private final OrderCare care;
    private final ParkedMessages parked;
    private final Merchants merchants;
    private final BusinessClock clock;

    DemoOrders(
            OrderIntake intake,
            OrderList list,
            OrderCare care,
            ParkedMessages parked,
            Merchants merchants,
            BusinessClock clock) {
        this.intake = intake;
        this.list = list;
        this.care = care;
        this.parked = parked;
        this.merchants = merchants;
        this.clock = clock;
    }

    /** Whether they are still to be placed. Others may be there already: the demo's past is brought in meanwhile, and its people buy. */
    boolean none() {
        var held = new OrderList.Filter(null, null, null, false, null, HELD);
        return list.list(held, Turn.of(null, null, 2), 1).isEmpty();
    }

    /** Places all of them; returns how many were taken. An order known already changes nothing. */
    int place() {
        var orders = new ArrayList<NewOrder>();
        var buyers = DemoBuyer.all();
        misspelt(buyers.get(7));
        for (int i = 0; i < buyers.size(); i++) orders.add(usual(i, buyers.get(i)));
        orders.add(paidWith("DEMO-DECLINED", "tok_decline", buyers.get(4)));
        orders.add(paidWith("DEMO-CHALLENGE", "tok_challenge", buyers.get(10)));
        orders.add(backorder(buyers.get(13)));
        orders.add(withInstructions(buyers.get(0)));
        orders.add(usual(HELD, buyers.get(23)));
        var results = intake.take(orders);
        for (int i = 0; i < results.size(); i++) tell(orders.get(i), results.get(i));
        if (results.getLast() instanceof IntakeResult.Accepted held)
            care.hold(
                    held.id(),
                    EnumSet.of(Hold.Gate.ROUTE, Hold.Gate.RELEASE),
                    "Demo: the shopper called and wants to think about it until tomorrow.");
        return (int)
                results.stream().filter(IntakeResult.Accepted.class::isInstance).count();
    }

    /** One that its marketplace sent with a SKU that nobody sells: it waits to be mended. */
    private void misspelt(Address to) {
        var lines = List.of(new NewOrder.Line(
                "SG-LAMP-40O", 1, DemoMerchant.SAGUARO.price("SG-LAMP-400"), null, null, null, null, null));
        var order = order(DemoMerchant.SAGUARO, "ebay", "DEMO-MISSPELT", 45, lines, to, null);
        if (intake.take(List.of(order)).getFirst() instanceof IntakeResult.Refused refused)
            parked.park(List.of(new ParkedMessages.NewParked(
                    merchants.byCode(DemoMerchant.SAGUARO.code()).orElseThrow().id(),
                    "ebay",
                    order.externalId(),
                    ParkedMessages.ORDER_FORM,
                    order,
                    refused.problems())));
    }

    private static void tell(NewOrder order, IntakeResult result) {
        if (result instanceof IntakeResult.Refused refused)
            LOG.warn("demo order {} was refused: {}", order.externalId(), refused.problems());
    }

    private NewOrder usual(int n, Address to) {
        var merchant = DemoMerchant.ALL.get(n % DemoMerchant.ALL.size());
        var lines = new ArrayList<NewOrder.Line>();
        for (int line = 0; line <= n % MOST_ITEMS; line++) {
            // What is nearly gone is asked for only by the order that waits for it.
            var goods = merchant.plentiful();
            var sku = goods.get((n * 7 + line * 5) % goods.size()).sku();
            lines.add(line(merchant, sku, 1 + (n + line) % 2));
        }
        if (n % 9 == 4 && !merchant.kits().isEmpty())
            lines.add(line(merchant, merchant.kits().getFirst().sku(), 1));
        var channel = CHANNELS.get(n % CHANNELS.size());
        return order(
                merchant, channel, "DEMO-%04d".formatted(1001 + n), 200 - 4 * n, lines, to, tender(channel, lines));
    }

    private NewOrder usual(String id, Address to) {
        var lines = List.of(line(DemoMerchant.SABAL, "SB-COF-ETH", 2));
        return order(DemoMerchant.SABAL, "web", id, 20, lines, to, card("tok_ok", lines));
    }

    private NewOrder paidWith(String id, String token, Address to) {
        var lines = List.of(line(DemoMerchant.SAGUARO, "SG-LAMP-400", 1));
        return order(DemoMerchant.SAGUARO, "web", id, 30, lines, to, card(token, lines));
    }

    private NewOrder backorder(Address to) {
        var lines = List.of(line(DemoMerchant.SAGUARO, "SG-COMPASS", 5), line(DemoMerchant.SAGUARO, "SG-BOTTLE-1", 1));
        return order(DemoMerchant.SAGUARO, "amazon", "DEMO-BACKORDER", 26, lines, to, null);
    }

    private NewOrder withInstructions(Address to) {
        var lines = List.of(line(DemoMerchant.SABAL, "SB-MUG-SET4", 1), line(DemoMerchant.SABAL, "SB-COF-HOUSE", 1));
        var plain = order(DemoMerchant.SABAL, "web", "DEMO-GIFT", 24, lines, to, card("tok_ok", lines));
        return with(
                plain,
                "It is a birthday present: no prices in the box, please.",
                List.of(
                        new NewOrder.Instruction(
                                "ACKNOWLEDGE", "PACK", "Gift: leave out anything that shows a price.", null),
                        new NewOrder.Instruction("INFORM", "PICK", "Choose mugs of the same glaze.", 1)));
    }

    private static NewOrder.Line line(DemoMerchant merchant, String sku, int quantity) {
        return new NewOrder.Line(sku, quantity, merchant.price(sku), null, null, null, null, null);
    }

    private static @Nullable List<NewOrder.Tender> tender(String channel, List<NewOrder.Line> lines) {
        return switch (channel) {
            case "web", "shopify" -> card("tok_ok", lines);
            case "phone" -> List.of(new NewOrder.Tender("CASH_ON_DELIVERY", true, total(lines), null));
            default -> null;
        };
    }

    private static List<NewOrder.Tender> card(String token, List<NewOrder.Line> lines) {
        return List.of(new NewOrder.Tender("CARD", null, total(lines), token));
    }

    private static long goods(List<NewOrder.Line> lines) {
        return lines.stream()
                .mapToLong(line -> java.util.Objects.requireNonNull(line.unitPriceMinor())
                        * java.util.Objects.requireNonNull(line.quantity()))
                .sum();
    }

    private static long shipping(List<NewOrder.Line> lines) {
        return goods(lines) >= 7500 ? 0 : 695;
    }

    private static long tax(List<NewOrder.Line> lines) {
        return Math.round(goods(lines) * 0.06);
    }

    private static long total(List<NewOrder.Line> lines) {
        return goods(lines) + shipping(lines) + tax(lines);
    }

    private NewOrder order(
            DemoMerchant merchant,
            String channel,
            String id,
            int minutesAgo,
            List<NewOrder.Line> lines,
            Address to,
            @Nullable List<NewOrder.Tender> tenders) {
        boolean abroad = !to.country().equals("US");
        return NewOrder.of(merchant.code(), channel, id)
                .placedAt(clock.instant().minus(Duration.ofMinutes(minutesAgo)))
                .currency("USD")
                .lines(List.copyOf(lines))
                .shipTo(to)
                .email(to.email())
                .locale(locale(to))
                .shippingMinor(shipping(lines))
                .taxMinor(tax(lines))
                .totalMinor(total(lines))
                .tenders(tenders == null ? null : List.copyOf(tenders))
                .shortage(channel.equals("web") ? NewOrder.Shortage.REFUSE : NewOrder.Shortage.BACKORDER)
                .service(abroad ? "INTERNATIONAL" : null)
                .build();
    }

    private static String locale(Address to) {
        return switch (to.country()) {
            case "BR" -> "pt";
            case "MX", "CL", "CO", "AR", "PE", "CR" -> "es";
            default -> "QC".equals(to.region()) ? "fr" : "en";
        };
    }

    private static NewOrder with(NewOrder order, String note, List<NewOrder.Instruction> instructions) {
        return order.with().note(note).instructions(List.copyOf(instructions)).build();
    }
}

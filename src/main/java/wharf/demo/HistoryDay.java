package wharf.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.history.HistoricOrder;
import wharf.order.NewOrder;

/**
 * The finished orders of one day of the demo's past. The same day is the same orders each time, whenever it is made: weekdays and a slow growth
 * in it, a promotion, a bad week in Phoenix, returns, parcels that are late or lost. All parts of a day draw from one source of numbers, in one
 * order.
 */
final class HistoryDay {
    private static final int DAYS = 90;
    private static final double USUAL_ORDERS = 56;
    private static final int FEWEST = 40;
    private static final int MOST = 80;
    private static final double BROKEN = 0.008;

    private final LocalDate day;
    private final HistorySeason season;
    private final Instant now;
    private final SplittableRandom random;
    private final HistoryBasket basket;
    private final HistoryAftermath aftermath;

    private HistoryDay(LocalDate day, LocalDate until, Instant now) {
        this.day = day;
        this.season = new HistorySeason((int) ChronoUnit.DAYS.between(day, until));
        this.now = now;
        this.random = new SplittableRandom(day.toEpochDay() * 7919);
        this.basket = new HistoryBasket(random);
        this.aftermath = new HistoryAftermath(season, now, random);
    }

    /** What came of an order: itself, and the one that sent it again. */
    static List<HistoricOrder> of(LocalDate day, LocalDate until, Instant now) {
        var history = new HistoryDay(day, until, now);
        var orders = new ArrayList<HistoricOrder>();
        int count = history.count();
        for (int n = 0; n < count; n++) history.order(n, orders);
        return orders;
    }

    private int count() {
        double weekday = switch (day.getDayOfWeek()) {
            case MONDAY -> 1.14;
            case TUESDAY -> 1.06;
            case WEDNESDAY -> 1.0;
            case THURSDAY -> 0.97;
            case FRIDAY -> 0.92;
            case SATURDAY -> 0.84;
            case SUNDAY -> 1.07;
        };
        double growth = 1.12 - 0.26 * season.before() / DAYS;
        double swell = 1 + 0.06 * Math.sin(day.getDayOfYear() * 2 * Math.PI / 45);
        double peak = season.promotion() ? 1.45 : 1;
        double noise = 0.92 + random.nextDouble() * 0.16;
        return (int) Math.clamp(Math.round(USUAL_ORDERS * weekday * growth * swell * peak * noise), FEWEST, MOST);
    }

    private void order(int n, List<HistoricOrder> orders) {
        double which = random.nextDouble();
        var merchant = which < 0.4 ? DemoMerchant.CORAL : which < 0.67 ? DemoMerchant.SAGUARO : DemoMerchant.SABAL;
        var wanted = basket.of(merchant);
        var to = basket.buyer();
        var site = HistorySite.of(wanted, to);
        var id = "H-%s-%03d".formatted(day.toString().replace("-", ""), n + 1);
        var placed = placedAt();
        var journey = HistoryJourney.of(site, to, placed, season, random);
        // All numbers are drawn before it is known whether the order is over, so that the next order is the same
        // whenever it is made.
        double bad = random.nextDouble();
        var back = aftermath.back(wanted, journey);
        var trouble = new double[] {random.nextDouble(), random.nextDouble()};
        var thought = aftermath.thought(journey, back != null);
        if (journey.ended().isAfter(now)) return;
        var order = order(merchant, id, placed, wanted, to, channel(trouble[0]));
        var shipment = HistoryParcel.of(site, wanted, to, journey, id, trouble[1]);
        if (bad < BROKEN && !journey.lost() && back == null) {
            aftermath.broken(order, shipment, journey, bad < BROKEN / 2, orders);
            return;
        }
        var returns =
                back == null || back.refundedAt() == null || !back.refundedAt().isBefore(now)
                        ? null
                        : List.<HistoricOrder.@Nullable Return>of(back);
        var cases =
                journey.lost() ? List.<HistoricOrder.@Nullable Case>of(HistoryAftermath.lost(order, journey)) : null;
        orders.add(new HistoricOrder(order, placed.plusSeconds(20), List.of(shipment), returns, cases, thought));
    }

    private Instant placedAt() {
        // People buy in the evening, and some at noon.
        int hour = (int) Math.clamp(Math.round((random.nextDouble() + random.nextDouble()) * 9 + 5), 0, 23);
        return day.atTime(hour, random.nextInt(60), random.nextInt(60))
                .atZone(HistorySite.EAST.zone())
                .toInstant();
    }

    private static String channel(double luck) {
        if (luck < 0.44) return "web";
        if (luck < 0.64) return "shopify";
        if (luck < 0.87) return "amazon";
        return luck < 0.95 ? "ebay" : "tiktok";
    }

    private NewOrder order(
            DemoMerchant merchant,
            String id,
            Instant placed,
            List<HistoryBasket.Wanted> wanted,
            Address to,
            String channel) {
        var lines = new ArrayList<NewOrder.@Nullable Line>();
        long goods = 0;
        for (var one : wanted) {
            long full = one.price() * one.quantity();
            long discount = full - season.reduced(full);
            goods += full - discount;
            lines.add(new NewOrder.Line(
                    one.sku(),
                    one.quantity(),
                    one.price(),
                    discount,
                    Math.round((full - discount) * 0.06),
                    null,
                    null,
                    null));
        }
        long shipping = goods >= 7500 ? 0 : 695;
        long total = shipping + goods;
        for (var line : lines) total += line == null || line.taxMinor() == null ? 0 : line.taxMinor();
        boolean card = channel.equals("web") || channel.equals("shopify");
        var tenders =
                card ? List.<NewOrder.@Nullable Tender>of(new NewOrder.Tender("CARD", null, total, "tok_past")) : null;
        return NewOrder.of(merchant.code(), channel, id)
                .placedAt(placed)
                .currency("USD")
                .lines(lines)
                .shipTo(to)
                .email(to.email())
                .locale(language(to))
                .shippingMinor(shipping)
                .totalMinor(total)
                .tenders(tenders)
                .build();
    }

    private static String language(Address to) {
        return switch (to.country()) {
            case "MX", "CL", "CO", "AR", "PE", "CR" -> "es";
            case "BR" -> "pt";
            default -> "QC".equals(to.region()) ? "fr" : "en";
        };
    }
}

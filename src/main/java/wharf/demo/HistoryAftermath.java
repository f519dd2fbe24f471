package wharf.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import wharf.demo.DemoItem.Care;
import wharf.history.HistoricOrder;
import wharf.order.NewOrder;
import wharf.order.Replacements;

/** What came after the delivery of an order of the demo's past: what came back, was broken, lost or thought of it. */
final class HistoryAftermath {
    private static final double RETURNED = 0.063;
    private static final Set<String> WEAR = Set.of("Wear", "Walk");

    private final HistorySeason season;
    private final Instant now;
    private final SplittableRandom random;

    HistoryAftermath(HistorySeason season, Instant now, SplittableRandom random) {
        this.season = season;
        this.now = now;
        this.random = random;
    }

    /** One in six answers; who got it late or sent it back is less happy. */
    @Nullable
    List<HistoricOrder.@Nullable Survey> thought(HistoryJourney times, boolean unhappy) {
        double answers = random.nextDouble();
        double mood = random.nextDouble() - (unhappy ? 0.3 : 0);
        int hours = 26 + random.nextInt(60);
        var at = times.ended().plus(Duration.ofHours(hours));
        if (answers > 0.17 || times.lost() || at.isAfter(now)) return null;
        if (times.late()) mood -= 0.35;
        int csat = mood < -0.1 ? 1 : mood < 0.04 ? 2 : mood < 0.13 ? 3 : mood < 0.42 ? 4 : 5;
        int nps = mood < 0 ? 3 : mood < 0.12 ? 6 : mood < 0.3 ? 8 : mood < 0.65 ? 9 : 10;
        var all = new ArrayList<HistoricOrder.@Nullable Survey>();
        all.add(new HistoricOrder.Survey("CSAT", csat, at));
        if (answers < 0.09) all.add(new HistoricOrder.Survey("NPS", nps, at.plusSeconds(40)));
        return all;
    }

    HistoricOrder.@Nullable Return back(List<HistoryBasket.Wanted> wanted, HistoryJourney times) {
        double chance = random.nextDouble();
        double why = random.nextDouble();
        int asked = random.nextInt(11 * 1440);
        int arrives = 2880 + random.nextInt(5760);
        int judged = 90 + random.nextInt(1500);
        var line = wanted.getFirst();
        var item = line.parts().getFirst();
        boolean wear = WEAR.contains(item.category());
        if (chance > (wear ? 2.2 : 0.8) * RETURNED || times.lost()) return null;
        var reason = reason(item, wear, why);
        boolean broken = reason.equals("DAMAGED");
        var requested = times.ended().plus(Duration.ofMinutes(700 + asked));
        var arrived = requested.plus(Duration.ofMinutes(arrives));
        var graded = arrived.plus(Duration.ofMinutes(judged));
        long net = season.reduced(line.price() * line.quantity());
        long paid = net + Math.round(net * 0.06);
        return new HistoricOrder.Return(
                List.of(new HistoricOrder.Units(1, line.quantity())),
                reason,
                broken ? "C" : why < 0.75 ? "A" : "B",
                null,
                requested,
                requested.plus(Duration.ofHours(20)),
                arrived,
                graded,
                graded.plus(Duration.ofMinutes(25)),
                paid);
    }

    private static String reason(DemoItem item, boolean wear, double why) {
        if (item.is(Care.FRAGILE) && why < 0.45) return "DAMAGED";
        if (wear) return why < 0.68 ? "DOES_NOT_FIT" : why < 0.88 ? "CHANGED_MIND" : "NOT_AS_DESCRIBED";
        if (why < 0.44) return "CHANGED_MIND";
        if (why < 0.7) return "NOT_AS_DESCRIBED";
        return why < 0.84 ? "WRONG_ITEM" : why < 0.93 ? "DAMAGED" : "TOO_LATE";
    }

    static HistoricOrder.Case lost(NewOrder order, HistoryJourney times) {
        return new HistoricOrder.Case(
                1,
                "LOST",
                "",
                "CARRIER",
                times.ended(),
                "REFUND",
                "CARRIER",
                order.totalMinor(),
                "Your parcel was lost on the way; we have paid it back.",
                times.ended().plusSeconds(1200),
                times.ended().plusSeconds(1260),
                "Paid back.",
                null);
    }

    /** Something came broken, or a thing was missing: paid back in part, or sent again as an order of its own. */
    void broken(
            NewOrder order,
            HistoricOrder.Shipment shipment,
            HistoryJourney times,
            boolean again,
            List<HistoricOrder> orders) {
        var opened = times.ended().plus(Duration.ofHours(9));
        var decided = opened.plus(Duration.ofHours(3));
        var id = "RESHIP-" + order.externalId();
        var sent = again ? resent(order, shipment, times, id, decided) : null;
        if (decided.plusSeconds(60).isAfter(now) || again && sent == null) {
            orders.add(new HistoricOrder(order, null, List.of(shipment), null, null));
            return;
        }
        if (sent != null) orders.add(sent);
        long half = order.totalMinor() == null ? 0 : order.totalMinor() / 2;
        var one = new HistoricOrder.Case(
                1,
                again ? "MISSING_ITEM" : "DAMAGED",
                again
                        ? "One of the things I ordered is not in the box."
                        : "The parcel was crushed and so is what was in it.",
                "SHOPPER",
                opened,
                again ? "RESHIP" : "REFUND",
                again ? "OPERATOR" : "CARRIER",
                again ? null : half,
                again ? "We are sorry: it is on its way again." : "We are sorry: half of it goes back to you.",
                decided,
                decided.plusSeconds(60),
                again ? "Sent again." : "Paid back.",
                again ? id : null);
        orders.add(new HistoricOrder(order, null, List.of(shipment), null, List.of(one)));
    }

    private @Nullable HistoricOrder resent(
            NewOrder order, HistoricOrder.Shipment shipment, HistoryJourney times, String id, Instant at) {
        var after = Duration.between(times.released(), at).plusHours(2);
        var ended = times.ended().plus(after);
        if (ended.isAfter(now)) return null;
        var lines = new ArrayList<NewOrder.@Nullable Line>();
        for (var line : order.lines() == null ? List.<NewOrder.@Nullable Line>of() : order.lines())
            if (line != null)
                lines.add(new NewOrder.Line(line.sku(), line.quantity(), 0L, null, null, null, null, null));
        var free = NewOrder.of(order.merchant(), Replacements.RESHIP, id)
                .placedAt(at)
                .currency("USD")
                .lines(lines)
                .shipTo(order.shipTo())
                .email(order.email())
                .locale(order.locale())
                .shippingMinor(0L)
                .totalMinor(0L)
                .build();
        var again = new HistoricOrder.Shipment(
                shipment.warehouse(),
                shipment.service(),
                null,
                times.released().plus(after),
                times.picking().plus(after),
                times.picked().plus(after),
                times.packing().plus(after),
                times.packed().plus(after),
                times.shipped().plus(after),
                times.out().plus(after),
                ended,
                null,
                null,
                null,
                shipment.packaging(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm(),
                shipment.weightGrams(),
                shipment.materials(),
                shipment.materialMinor(),
                shipment.carrier(),
                shipment.carrierService(),
                shipment.tracking() + "R",
                shipment.postageMinor(),
                null,
                shipment.pickedBy(),
                shipment.packedBy());
        return new HistoricOrder(free, null, List.of(again), null, null);
    }
}

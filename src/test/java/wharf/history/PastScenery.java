package wharf.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wharf.order.NewOrder;
import wharf.shared.MerchantId;
import wharf.testing.Scenery;

/** Finished orders for tests: placed so many days ago, shipped the day after, delivered two days later. */
final class PastScenery {
    private PastScenery() {}

    static NewOrder placed(MerchantId merchant, Instant at, Object... skusAndQuantities) {
        var order = Scenery.order(merchant, NewOrder.Shortage.BACKORDER, skusAndQuantities);
        return order.with().placedAt(at).build();
    }

    static HistoricOrder.Shipment shipment(
            String site, Instant placed, String tracking, @Nullable List<HistoricOrder.@Nullable Units> lines) {
        var shipped = placed.plus(Duration.ofDays(1));
        return new HistoricOrder.Shipment(
                site,
                "GROUND",
                placed.plusSeconds(60),
                placed.plusSeconds(3600),
                placed.plusSeconds(4000),
                placed.plusSeconds(4300),
                placed.plusSeconds(5000),
                placed.plusSeconds(5200),
                shipped,
                shipped.plus(Duration.ofHours(40)),
                shipped.plus(Duration.ofHours(48)),
                null,
                shipped,
                LocalDate.ofInstant(shipped.plus(Duration.ofHours(48)), ZoneOffset.UTC),
                "BOX-S",
                206,
                156,
                108,
                640,
                List.of(new HistoricOrder.Material("VOID-FILL", 2)),
                42L,
                "COASTLINE",
                null,
                tracking,
                812L,
                lines,
                "Pete",
                "Paula");
    }

    static HistoricOrder whole(MerchantId merchant, String site, Instant placed, Object... skusAndQuantities) {
        return new HistoricOrder(
                placed(merchant, placed, skusAndQuantities),
                placed.plusSeconds(20),
                List.of(shipment(site, placed, Scenery.unique("T"), null)),
                null,
                null);
    }

    static HistoricOrder.Return back(Instant placed, long refund) {
        var asked = placed.plus(Duration.ofDays(8));
        return new HistoricOrder.Return(
                List.of(new HistoricOrder.Units(1, 1)),
                "CHANGED_MIND",
                "A",
                null,
                asked,
                asked.plus(Duration.ofHours(20)),
                asked.plus(Duration.ofDays(3)),
                asked.plus(Duration.ofDays(3)).plusSeconds(7200),
                asked.plus(Duration.ofDays(3)).plusSeconds(9000),
                refund);
    }

    static HistoricOrder.Case broken(Instant placed, long amount) {
        var said = placed.plus(Duration.ofDays(4));
        return new HistoricOrder.Case(
                1,
                "DAMAGED",
                "It came crushed.",
                null,
                said,
                "REFUND",
                "CARRIER",
                amount,
                "We are sorry.",
                said.plusSeconds(3600),
                said.plusSeconds(3700),
                null,
                null);
    }
}

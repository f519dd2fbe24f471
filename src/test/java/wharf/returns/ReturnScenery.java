package wharf.returns;

import static wharf.testing.Scenery.all;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import wharf.order.IntakeResult;
import wharf.order.NewOrder;
import wharf.order.OrderIntake;
import wharf.platform.WorkEngine;
import wharf.shared.Ids;
import wharf.shared.MerchantId;
import wharf.shared.OrderId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;
import wharf.testing.Floor;
import wharf.testing.Scenery;

/** Orders that have been shipped and paid by card, and what the dock does. */
@Component
public class ReturnScenery {
    private final OrderIntake intake;
    private final WorkEngine engine;
    private final Floor floor;
    private final Returns returns;
    private final Receiving receiving;
    private final Scenery scenery;

    ReturnScenery(
            OrderIntake intake, WorkEngine engine, Floor floor, Returns returns, Receiving receiving, Scenery scenery) {
        this.intake = intake;
        this.engine = engine;
        this.floor = floor;
        this.returns = returns;
        this.receiving = receiving;
        this.scenery = scenery;
    }

    /** A merchant with a stocked item at a site of its own. */
    public record Shop(MerchantId merchant, WarehouseId site, String bin) {}

    public Shop shop(String... skus) {
        var merchant = scenery.merchant();
        var site = scenery.site(false);
        var bin = scenery.bin(site, "A-01");
        for (var sku : skus) scenery.receive(merchant, scenery.item(merchant, sku), bin, 100);
        return new Shop(merchant, site, "A-01");
    }

    /** An order at 10.00 a unit and 5.00 for shipping, shipped and captured. */
    public OrderId shipped(Shop shop, Object... skusAndQuantities) {
        return shippedPaidBy("CARD", "tok_ok", shop, skusAndQuantities);
    }

    /** The same, by another means of payment; no instrument for one that is taken directly. */
    public OrderId shippedPaidBy(
            String method,
            @org.jspecify.annotations.Nullable String instrument,
            Shop shop,
            Object... skusAndQuantities) {
        var order =
                paid(Scenery.order(shop.merchant(), NewOrder.Shortage.REFUSE, skusAndQuantities), method, instrument);
        var result = all(() -> intake.take(List.of(order))).getFirst();
        engine.drain();
        floor.work(shop.site());
        engine.drain();
        return ((IntakeResult.Accepted) result).id();
    }

    private static NewOrder paid(NewOrder order, String method, @org.jspecify.annotations.Nullable String instrument) {
        long total = java.util.Objects.requireNonNull(order.lines()).stream()
                        .mapToLong(line -> java.util.Objects.requireNonNull(
                                        java.util.Objects.requireNonNull(line).unitPriceMinor())
                                * java.util.Objects.requireNonNull(line.quantity()))
                        .sum()
                + 500;
        return order.with()
                .placedAt(null)
                .tenders(List.of(new NewOrder.Tender(method, instrument == null, total, instrument)))
                .build();
    }

    public static NewReturn refund(OrderId order, int line, int quantity, String reason) {
        return new NewReturn(
                order, Ids.next(), List.of(new NewReturn.Line(line, quantity, reason, Resolution.REFUND, null)), null);
    }

    public static NewReturn exchange(OrderId order, int line, int quantity, String sku) {
        return new NewReturn(
                order,
                Ids.next(),
                List.of(new NewReturn.Line(line, quantity, "DOES_NOT_FIT", Resolution.EXCHANGE, sku)),
                null);
    }

    public ReturnView request(NewReturn wanted) {
        var view = all(() -> returns.request(wanted));
        engine.drain();
        return view(view.id());
    }

    public ReturnView view(ReturnId id) {
        return all(() -> returns.get(id));
    }

    public Receiving.Counted count(Shop shop, ReturnId id, int line, int quantity) {
        return all(() -> receiving.count(new Receiving.NewCount(Ids.next(), id, line, quantity, shop.site())));
    }

    public void grade(Shop shop, ReturnId id, int line, int quantity, Grade grade) {
        all(() -> {
            receiving.grade(
                    new Receiving.NewGrade(Ids.next(), id, line, quantity, grade, null, null, null, shop.site()));
            return true;
        });
        engine.drain();
    }

    /** All of it arrives as it was sold. */
    public ReturnView comesBack(Shop shop, ReturnId id) {
        for (var line : new ArrayList<>(view(id).lines())) {
            if (line.expected() == 0) continue;
            int units = line.expected();
            count(shop, id, line.line(), units);
            grade(shop, id, line.line(), units, Grade.A);
        }
        engine.drain();
        return view(id);
    }

    public void drain() {
        engine.drain();
    }

    public static UUID id() {
        return Ids.next();
    }
}

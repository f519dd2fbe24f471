package wharf.returns;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Condition;
import wharf.inventory.Move;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.inventory.StockPlaces;
import wharf.platform.BillableAct;
import wharf.platform.BillableActs;
import wharf.platform.BusinessClock;
import wharf.platform.Shown;
import wharf.platform.Sql;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.MerchantId;
import wharf.shared.ReturnId;
import wharf.shared.WarehouseId;

/** Moves returned goods in the ledger: from the customer into the returns place and on from there. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Goods {
    private static final String TO_PUT_AWAY = """
            insert into return_putaway (id, merchant_id, warehouse_id, rma_id, unknown_id, item_id, lot, quantity, from_place, added_at)
            values (:id, :merchant, :site, :rma, :unknown, :item, :lot, :quantity, :from, :now)
            """;

    private final JdbcClient jdbc;
    private final Stock stock;
    private final StockPlaces places;
    private final BillableActs billable;
    private final UnknownReturns unknown;
    private final BusinessClock clock;

    Goods(
            JdbcClient jdbc,
            Stock stock,
            StockPlaces places,
            BillableActs billable,
            UnknownReturns unknown,
            BusinessClock clock) {
        this.jdbc = jdbc;
        this.stock = stock;
        this.places = places;
        this.billable = billable;
        this.unknown = unknown;
        this.clock = clock;
    }

    /** Part of a returned unit. */
    record Component(MerchantId merchant, ItemId item, String lot, int perUnit) {}

    /** The returns place of a site, made when it is needed first. */
    PlaceRef place(WarehouseId site) {
        return places.find(site, Receiving.PLACE)
                .orElseGet(() -> places.create(
                        new NewPlace(site, PlaceRef.Kind.STAGING, Receiving.PLACE, Integer.MAX_VALUE, false)));
    }

    void in(List<Component> components, WarehouseId site, int units) {
        var place = place(site).id();
        stock.move(components.stream()
                .map(c -> move(
                        c, PlaceRef.CUSTOMER, Condition.QUARANTINED, place, Condition.QUARANTINED, units, "returned"))
                .toList());
    }

    void out(List<Component> components, WarehouseId site, int units, UUID to, String reason) {
        var place = place(site).id();
        stock.move(components.stream()
                .map(c -> move(c, place, Condition.QUARANTINED, to, Condition.QUARANTINED, units, reason))
                .toList());
    }

    void damaged(List<Component> components, WarehouseId site, int units) {
        var place = place(site).id();
        stock.move(components.stream()
                .map(c -> move(c, place, Condition.QUARANTINED, place, Condition.DAMAGED, units, "returned damaged"))
                .toList());
    }

    private static Move move(
            Component c, UUID from, Condition fromCondition, UUID to, Condition toCondition, int units, String reason) {
        return new Move(
                c.merchant(),
                c.item(),
                c.lot(),
                from,
                fromCondition,
                to,
                toCondition,
                Math.multiplyExact(units, c.perUnit()),
                reason,
                Ids.next());
    }

    /** Fit to be sold again: somebody has to carry it to a bin. */
    void toPutAway(List<Component> components, WarehouseId site, int units, ReturnId rma) {
        toPutAway(components, site, units, rma.value(), null);
    }

    void toPutAway(
            List<Component> components, WarehouseId site, int units, @Nullable UUID rma, @Nullable UUID unknownReturn) {
        var place = place(site).id();
        for (var c : components)
            jdbc.sql(TO_PUT_AWAY)
                    .param("id", Ids.next())
                    .param("merchant", c.merchant().value())
                    .param("site", site.value())
                    .param("rma", rma)
                    .param("unknown", unknownReturn)
                    .param("item", c.item().value())
                    .param("lot", c.lot())
                    .param("quantity", Math.multiplyExact(units, c.perUnit()))
                    .param("from", place)
                    .param("now", Sql.timestamp(clock.instant()))
                    .update();
    }

    void bill(ReturnMoves.Ref ref, Receiving.NewGrade grade) {
        var acts = new ArrayList<BillableAct>();
        acts.add(new BillableAct(
                ref.merchant(),
                grade.site().value(),
                BillableAct.Kind.RETURNED,
                grade.quantity(),
                "unit",
                ref.order().value(),
                grade.id().toString(),
                clock.instant(),
                null));
        billable.record(acts);
    }

    void over(ReturnView view, ReturnView.Line line, int units, WarehouseId site) {
        unknown.open(new UnknownReturns.Found(
                Ids.next(),
                view.merchant(),
                site,
                UnknownReturns.Kind.OVERCOUNT,
                view.id(),
                units + " × " + line.sku() + " more than the order shipped came with " + view.name() + ".",
                null));
    }

    void notOurs(ReturnView view, ReturnView.Line line, Receiving.NewGrade grade) {
        unknown.open(new UnknownReturns.Found(
                Ids.next(),
                view.merchant(),
                grade.site(),
                UnknownReturns.Kind.NOT_OURS,
                view.id(),
                Shown.count(grade.quantity(), "unit") + " of something else than " + line.sku() + " came with "
                        + view.name() + "."
                        + (grade.note() == null || grade.note().isBlank() ? "" : " " + shortened(grade.note())),
                grade.photo()));
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}

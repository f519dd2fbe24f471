package wharf.packing;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations.Held;
import wharf.inventory.Condition;
import wharf.inventory.Move;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.Stock;
import wharf.inventory.StockPlaces;
import wharf.shared.Ids;
import wharf.shared.WarehouseId;

/** Damaged units leave the tote for the station's shelf, so that a tote holds nothing but what is to be packed. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class DamagedGoods {
    private static final String SHELF = "PACK-DAMAGED";

    private final Stock stock;
    private final StockPlaces places;

    DamagedGoods(Stock stock, StockPlaces places) {
        this.stock = stock;
        this.places = places;
    }

    /** After the units were written down as damaged where they were. */
    void setAside(WarehouseId site, Held held, int quantity) {
        var shelf = places.find(site, SHELF)
                .orElseGet(() -> places.create(NewPlace.container(site, PlaceRef.Kind.STAGING, SHELF)));
        stock.move(List.of(new Move(
                held.merchant(),
                held.item(),
                held.lot(),
                held.place(),
                Condition.DAMAGED,
                shelf.id(),
                Condition.DAMAGED,
                quantity,
                "damaged at packing",
                Ids.next())));
    }
}

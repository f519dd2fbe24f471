package wharf.picking;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import wharf.inventory.Allocated;
import wharf.inventory.Allocations.Loss;
import wharf.inventory.PlaceRef;
import wharf.platform.BusinessClock;
import wharf.platform.Fact;
import wharf.platform.Facts;
import wharf.platform.Sql;
import wharf.shared.WarehouseId;

/** Tells what happened on the floor: to the timeline of the order, and to whoever listens. */
@Component
class FloorJournal {
    private final Facts facts;
    private final ApplicationEventPublisher events;
    private final BusinessClock clock;

    FloorJournal(Facts facts, ApplicationEventPublisher events, BusinessClock clock) {
        this.facts = facts;
        this.events = events;
        this.clock = clock;
    }

    OffsetDateTime now() {
        return java.util.Objects.requireNonNull(Sql.timestamp(clock.instant()));
    }

    void picked(WarehouseId site, PickTask task, String tote, int quantity) {
        tell(site, task.units(quantity), "fulfilment.picked", null, Map.of("bin", task.placeCode(), "tote", tote));
        events.publishEvent(new UnitsPicked(site, List.of(task.units(quantity))));
    }

    void unpicked(WarehouseId site, PickTask task, int quantity) {
        tell(site, task.units(quantity), "fulfilment.pick_undone", null, Map.of("bin", task.placeCode()));
        events.publishEvent(new UnitsUnpicked(site, List.of(task.units(quantity))));
    }

    /** @param instead what other bins of the site give; the rest is open */
    void lost(WarehouseId site, PickTask task, Loss loss, int quantity, List<Allocated> instead) {
        var reason = switch (loss) {
            case MISSING -> "not in the bin";
            case DAMAGED -> "damaged";
        };
        tell(site, task.units(quantity), "fulfilment.short", reason, Map.of("bin", task.placeCode()));
        for (var units : instead)
            tell(site, task.units(units.quantity()), "fulfilment.other_bin", null, Map.of("bin", units.placeCode()));
        int open = quantity - instead.stream().mapToInt(Allocated::quantity).sum();
        var wanting = open == 0 ? List.<Unit>of() : List.of(task.units(open));
        events.publishEvent(new UnitsShort(site, loss, List.of(task.units(quantity)), wanting));
    }

    void putBack(PutBack task, PlaceRef bin, int quantity) {
        var data = Map.of("bin", bin.code(), "container", task.containerCode());
        tell(task.warehouse(), task.units(quantity), "fulfilment.put_back", task.reason(), data);
        events.publishEvent(new UnitsPutBack(task.warehouse(), List.of(task.units(quantity))));
    }

    void putBackUndone(PutBack task, int quantity) {
        tell(
                task.warehouse(),
                task.units(quantity),
                "fulfilment.put_back_undone",
                task.reason(),
                Map.of("container", task.containerCode()));
    }

    private void tell(WarehouseId site, Unit unit, String type, @Nullable String reason, Map<String, String> where) {
        var data = new HashMap<String, Object>(where);
        data.put("site", site.toString());
        data.put("line", unit.lineNo());
        data.put("item", unit.item().toString());
        data.put("quantity", unit.quantity());
        facts.record(Fact.of(
                        unit.merchant(),
                        unit.order().value(),
                        "fulfilment",
                        unit.fulfilment().value(),
                        type,
                        clock.instant())
                .because(reason)
                .with(data));
    }
}

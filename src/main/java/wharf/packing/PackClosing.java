package wharf.packing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.packing.carton.Care;
import wharf.packing.carton.PackItem;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.Refusal;
import wharf.shipping.ParcelLine;
import wharf.shipping.ParcelMark;
import wharf.shipping.ParcelToBuild;
import wharf.shipping.Parcels;

/** A full carton becomes a parcel: instructions confirmed, weight checked, material counted, handed to shipping, announced. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackClosing {
    private final Bench bench;
    private final PackSessions sessions;
    private final PackScans scans;
    private final Items items;
    private final Packagings packagings;
    private final PackOrders orders;
    private final PackInstructions instructions;
    private final Parcels parcels;
    private final PackedParcels record;
    private final ApplicationEventPublisher events;

    PackClosing(
            Bench bench,
            PackSessions sessions,
            PackScans scans,
            Items items,
            Packagings packagings,
            @Lazy PackOrders orders,
            @Lazy PackInstructions instructions,
            Parcels parcels,
            PackedParcels record,
            ApplicationEventPublisher events) {
        this.bench = bench;
        this.sessions = sessions;
        this.scans = scans;
        this.items = items;
        this.packagings = packagings;
        this.orders = orders;
        this.instructions = instructions;
        this.parcels = parcels;
        this.record = record;
        this.events = events;
    }

    ClosedParcel close(UUID sessionId, CloseParcel close) {
        sessions.lock(sessionId);
        var before = record.of(sessionId, close.requestId());
        if (before.isPresent()) return before.get();
        var session = sessions.work(sessionId);
        var stops = bench.stopsAfterDiverting(session);
        var rows = scans.inCarton(sessionId);
        if (rows.isEmpty()) throw empty(stops);
        var stop = stops.get(rows.getFirst().fulfilment());
        if (stop != null) throw PackOpening.stopped(stop);
        refuseUnconfirmed(rows.getFirst().fulfilment());
        var goods = goods(rows);
        var packaging = packagings.choose(close.carton(), goods);
        packaging.check(close.weightGrams(), close.overrideReason());
        return store(session, close, rows, goods, packaging);
    }

    private ClosedParcel store(
            PackSession session,
            CloseParcel close,
            List<PackScans.Row> rows,
            List<PackItem> goods,
            Packaging packaging) {
        var fulfilment = rows.getFirst().fulfilment();
        var order = Objects.requireNonNull(orders.of(List.of(fulfilment)).get(fulfilment), "order of " + fulfilment);
        var parcel = parcels.pack(new ParcelToBuild(
                order.merchant(),
                session.site(),
                rows.getFirst().carton(),
                close.station(),
                packaging.carton().code(),
                packaging.carton().outer(),
                close.weightGrams(),
                order.service(),
                order.deliverBy(),
                order.shipTo(),
                marks(goods),
                lines(rows)));
        int units = rows.stream().mapToInt(PackScans.Row::quantity).sum();
        var closed = new ClosedParcel(
                parcel, packaging.carton().code(), units, packaging.expectedGrams(), close.weightGrams());
        record.add(session, close, closed, order, packaging.material());
        scans.close(session.id(), parcel);
        sessions.carton(session.id(), null);
        record.charge(session.site(), closed, order, packaging);
        events.publishEvent(new UnitsPacked(parcel, merged(rows)));
        bench.settle(session.id());
        return closed;
    }

    private static Refusal empty(Map<FulfilmentId, PackGate.Stop> stops) {
        return stops.isEmpty()
                ? Refusal.conflict("carton-empty", "The carton is empty; scan an item first.")
                : PackOpening.stopped(stops.values().iterator().next());
    }

    private void refuseUnconfirmed(FulfilmentId fulfilment) {
        var open = instructions.forPacking(List.of(fulfilment)).stream()
                .filter(PackInstruction::blocks)
                .toList();
        if (!open.isEmpty())
            throw Refusal.conflict(
                    "not-acknowledged",
                    "instructions",
                    open.getFirst().id(),
                    "Confirm first: " + open.getFirst().text());
    }

    private List<PackItem> goods(List<PackScans.Row> rows) {
        var quantities = new LinkedHashMap<ItemId, Integer>();
        rows.forEach(row -> quantities.merge(row.item(), row.quantity(), Integer::sum));
        Map<ItemId, Item> known = items.find(quantities.keySet());
        var goods = new ArrayList<PackItem>();
        quantities.forEach(
                (id, n) -> Goods.of(Objects.requireNonNull(known.get(id)), n).ifPresent(goods::add));
        return goods;
    }

    private static Set<ParcelMark> marks(List<PackItem> goods) {
        var marks = EnumSet.noneOf(ParcelMark.class);
        for (var item : goods) {
            if (item.is(Care.FRAGILE)) marks.add(ParcelMark.FRAGILE);
            if (item.is(Care.LIQUID)) marks.add(ParcelMark.LIQUID);
            if (item.is(Care.HAZMAT)) marks.add(ParcelMark.HAZMAT);
            if (item.is(Care.UPRIGHT)) marks.add(ParcelMark.KEEP_UPRIGHT);
        }
        return marks;
    }

    private record LineKey(
            Units units, String lot, @Nullable String serial) {}

    private static List<ParcelLine> lines(List<PackScans.Row> rows) {
        var lines = new LinkedHashMap<LineKey, Integer>();
        for (var row : rows) {
            var one = new Units(row.merchant(), row.fulfilment(), row.order(), row.lineNo(), row.item(), 1);
            lines.merge(new LineKey(one, row.lot(), row.serial()), row.quantity(), Integer::sum);
        }
        return lines.entrySet().stream()
                .map(e -> line(e.getKey(), e.getValue()))
                .toList();
    }

    private static ParcelLine line(LineKey key, int quantity) {
        var units = key.units();
        return new ParcelLine(
                units.fulfilment(),
                units.order(),
                units.lineNo(),
                units.item(),
                quantity,
                key.lot().isEmpty() ? null : key.lot(),
                key.serial());
    }

    /** One entry a line and item. */
    static List<Units> merged(List<PackScans.Row> rows) {
        record Key(FulfilmentId fulfilment, int lineNo, ItemId item) {}
        var merged = new LinkedHashMap<Key, Units>();
        for (var row : rows) {
            merged.merge(
                    new Key(row.fulfilment(), row.lineNo(), row.item()),
                    row.units(),
                    (one, other) -> new Units(
                            one.merchant(),
                            one.fulfilment(),
                            one.order(),
                            one.lineNo(),
                            one.item(),
                            one.quantity() + other.quantity()));
        }
        return List.copyOf(merged.values());
    }
}

package wharf.packing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.catalog.Scanned;
import wharf.inventory.Allocations;
import wharf.inventory.Allocations.Held;
import wharf.inventory.NewPlace;
import wharf.inventory.PlaceRef;
import wharf.inventory.StockPlaces;
import wharf.packing.carton.PackItem;
import wharf.packing.carton.Separation;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.ItemId;
import wharf.shared.Refusal;

/** Each unit goes from tote to carton by its scan, or is refused with what to do. A carton holds units of one fulfilment. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackScanning {
    private final Bench bench;
    private final PackSessions sessions;
    private final PackScans scans;
    private final Items items;
    private final Allocations allocations;
    private final StockPlaces places;

    PackScanning(
            Bench bench,
            PackSessions sessions,
            PackScans scans,
            Items items,
            Allocations allocations,
            StockPlaces places) {
        this.bench = bench;
        this.sessions = sessions;
        this.scans = scans;
        this.items = items;
        this.allocations = allocations;
        this.places = places;
    }

    ScanResult scan(UUID sessionId, Scan scan) {
        var session = sessions.work(sessionId);
        if (!scans.of(sessionId, scan.requestId()).isEmpty()) return new ScanResult.Accepted("Counted already.", true);
        var stops = bench.stopsAfterDiverting(session);
        var open = bench.openFulfilments(sessionId);
        if (open.isEmpty()) return refused(stops.values().iterator().next());
        var meanings = items.resolve(scan.code());
        if (meanings.isEmpty()) return unknown(scan.code());
        var inCarton = scans.inCarton(sessionId);
        var current = inCarton.isEmpty() ? null : inCarton.getFirst().fulfilment();
        var held = bench.held(sessions.members(sessionId).stream()
                .map(PackSessions.Member::fulfilment)
                .toList());
        return choose(session, scan, meanings, held, inCarton, current, stops);
    }

    private ScanResult choose(
            PackSession session,
            Scan scan,
            List<Scanned> meanings,
            List<Held> held,
            List<PackScans.Row> inCarton,
            @Nullable FulfilmentId current,
            Map<FulfilmentId, PackGate.Stop> stops) {
        var ours = held.stream().filter(unit -> means(meanings, unit)).toList();
        if (ours.isEmpty()) return wrongItem(scan.code(), meanings);
        var waiting = ours.stream().filter(Bench::waits).toList();
        if (waiting.isEmpty() && ours.stream().anyMatch(Held::orphaned)) return orphaned(ours.getFirst());
        var free = waiting.stream()
                .filter(unit -> !stops.containsKey(unit.fulfilment()))
                .toList();
        if (free.isEmpty() && !waiting.isEmpty())
            return refused(Objects.requireNonNull(stops.get(waiting.getFirst().fulfilment())));
        var fulfilment = current != null ? current : free.isEmpty() ? null : oldest(free);
        var mine = free.stream()
                .filter(unit -> unit.fulfilment().equals(fulfilment))
                .toList();
        if (mine.isEmpty() && !free.isEmpty()) return otherOrder(free.getFirst());
        return take(session, scan, meanings, mine, inCarton);
    }

    private ScanResult take(
            PackSession session, Scan scan, List<Scanned> meanings, List<Held> mine, List<PackScans.Row> inCarton) {
        if (mine.isEmpty())
            return new ScanResult.Refused(
                    "too-many", "All units of " + scan.code() + " are packed already; put this one aside.");
        var item = Objects.requireNonNull(
                items.find(List.of(mine.getFirst().item())).get(mine.getFirst().item()));
        int wanted = units(meanings, item.id()) * scan.timesOrOnce();
        var same = mine.stream().filter(unit -> unit.item().equals(item.id())).toList();
        int left = same.stream().mapToInt(Held::quantity).sum();
        if (wanted > left)
            return new ScanResult.Refused(
                    "too-many",
                    "This scan counts " + wanted + ", but only " + left + " of " + item.sku() + " are to be packed.");
        if (item.handling().serialTracked() && (wanted > 1 || scan.serial() == null))
            return new ScanResult.Refused(
                    "serial-needed", "Scan the serial number of this " + item.sku() + ", one unit at a time.");
        if (!mayJoin(item, inCarton))
            return new ScanResult.Refused(
                    "must-travel-apart",
                    item.sku() + " must not share a parcel with what is in the carton; close that parcel first.");
        put(session, scan, same, wanted);
        return new ScanResult.Accepted(wanted == 1 ? item.name() : wanted + " × " + item.name(), false);
    }

    private boolean mayJoin(Item item, List<PackScans.Row> inCarton) {
        if (inCarton.isEmpty()) return true;
        var goods = Goods.of(item, 1);
        if (goods.isEmpty()) return true;
        var others =
                items.find(inCarton.stream().map(PackScans.Row::item).distinct().toList());
        return others.values().stream()
                .flatMap(other -> Goods.of(other, 1).stream())
                .allMatch((PackItem other) -> Separation.mayShare(goods.get(), other));
    }

    private void put(PackSession session, Scan scan, List<Held> from, int wanted) {
        var carton = carton(session);
        int part = 0;
        int left = wanted;
        for (var held : from) {
            int quantity = Math.min(left, held.quantity());
            if (quantity == 0) break;
            var now = allocations.move(held.id(), quantity, carton, "packed").orElseThrow();
            scans.add(row(session, scan, part++, held, quantity, carton, now));
            left -= quantity;
        }
    }

    private static PackScans.Row row(
            PackSession session, Scan scan, int part, Held held, int quantity, UUID carton, UUID allocation) {
        return new PackScans.Row(
                session.id(),
                scan.requestId(),
                part,
                held.merchant(),
                held.fulfilment(),
                held.order(),
                held.lineNo(),
                held.item(),
                quantity,
                held.lot(),
                scan.serial(),
                held.place(),
                carton,
                allocation,
                null);
    }

    private UUID carton(PackSession session) {
        if (session.cartonId() != null && !scans.inCarton(session.id()).isEmpty()) return session.cartonId();
        var id = Ids.next().toString().replace("-", "").toUpperCase(Locale.ROOT);
        var place = places.create(NewPlace.container(session.site(), PlaceRef.Kind.CARTON, "CARTON-" + id));
        sessions.carton(session.id(), place.id());
        return place.id();
    }

    /** Takes a scan back, whichever it was, as long as its parcel is open; taking it back twice changes nothing. */
    void undo(UUID sessionId, String request) {
        sessions.work(sessionId);
        var rows = scans.of(sessionId, request);
        if (rows.isEmpty()) throw Refusal.notFound("scan", request);
        var open = scans.inCarton(sessionId).stream()
                .filter(row -> row.request().equals(request))
                .toList();
        if (open.isEmpty() && rows.getFirst().ended() == null)
            throw Refusal.conflict("parcel-closed", "This scan is in a closed parcel; void the parcel instead.");
        open.forEach(row -> allocations.move(row.allocation(), row.quantity(), row.fromPlace(), "unpacked"));
        scans.undo(sessionId, request, open);
    }

    private static boolean means(List<Scanned> meanings, Held unit) {
        return meanings.stream()
                .anyMatch(m -> m.item().equals(unit.item()) && m.merchant().equals(unit.merchant()));
    }

    private static int units(List<Scanned> meanings, ItemId item) {
        return meanings.stream()
                .filter(m -> m.item().equals(item))
                .mapToInt(Scanned::units)
                .findFirst()
                .orElse(1);
    }

    private static FulfilmentId oldest(List<Held> units) {
        return units.stream()
                .map(Held::fulfilment)
                .min(java.util.Comparator.comparing(FulfilmentId::toString))
                .orElseThrow();
    }

    private static ScanResult refused(PackGate.Stop stop) {
        return new ScanResult.Refused(PackOpening.code(stop), stop.message());
    }

    private static ScanResult unknown(String code) {
        return new ScanResult.Refused(
                "unknown-code", "Nobody knows the code " + code + "; scan the item's barcode again or type its SKU.");
    }

    private ScanResult wrongItem(String code, List<Scanned> meanings) {
        var names = items.find(meanings.stream().map(Scanned::item).toList());
        var name = names.values().stream().map(Item::name).findFirst().orElse(code);
        return new ScanResult.Refused("wrong-item", name + " does not belong here; put it aside.");
    }

    private static ScanResult orphaned(Held unit) {
        return new ScanResult.Refused(
                "put-back", "The order of this item was cancelled; take it from " + unit.placeCode() + " to put-back.");
    }

    private static ScanResult otherOrder(Held unit) {
        return new ScanResult.Refused(
                "other-order",
                "This item in " + unit.placeCode() + " belongs to another order; finish this parcel first.");
    }
}

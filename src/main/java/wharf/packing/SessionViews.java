package wharf.packing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.catalog.Item;
import wharf.catalog.Items;
import wharf.catalog.PictureBook;
import wharf.inventory.Allocations.Held;
import wharf.inventory.PlaceRef;
import wharf.packing.SessionView.Todo;
import wharf.packing.carton.PlannedParcel;
import wharf.platform.Words;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;

/** Puts together what a packer sees. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SessionViews {
    private static final Words ENGLISH = Words.in("en");

    private final Bench bench;
    private final PackSessions sessions;
    private final PackScans scans;
    private final PackedParcels parcels;
    private final PackPlans plans;
    private final Items items;
    private final CartonTypes cartonTypes;
    private final PackOrders orders;
    private final PackInstructions instructions;
    private final PictureBook pictures;

    SessionViews(
            Bench bench,
            PackSessions sessions,
            PackScans scans,
            PackedParcels parcels,
            PackPlans plans,
            Items items,
            CartonTypes cartonTypes,
            @Lazy PackOrders orders,
            @Lazy PackInstructions instructions,
            PictureBook pictures) {
        this.bench = bench;
        this.sessions = sessions;
        this.scans = scans;
        this.parcels = parcels;
        this.plans = plans;
        this.items = items;
        this.cartonTypes = cartonTypes;
        this.orders = orders;
        this.instructions = instructions;
        this.pictures = pictures;
    }

    SessionView of(UUID id) {
        var session = sessions.find(id);
        var fulfilments = session.isOpen() ? bench.openFulfilments(id) : List.<FulfilmentId>of();
        var rows = scans.inCarton(id);
        var lines = lines(fulfilments, rows);
        var notes = fulfilments.isEmpty() ? List.<PackInstruction>of() : instructions.forPacking(fulfilments);
        var closed = parcels.of(id);
        var current = rows.isEmpty()
                ? fulfilments.stream().findFirst()
                : Optional.of(rows.getFirst().fulfilment());
        var known = items.find(rows.stream().map(PackScans.Row::item).collect(Collectors.toSet()));
        var todo = todo(session, lines, notes, rows);
        return new SessionView(
                id,
                session.site(),
                session.code(),
                session.worker(),
                session.isOpen(),
                todo.say(ENGLISH),
                todo,
                lines,
                notes,
                rows.stream().mapToInt(PackScans.Row::quantity).sum(),
                rows.stream()
                        .mapToInt(row -> row.quantity() * weight(known.get(row.item())))
                        .sum(),
                rows.isEmpty() ? null : rows.getLast().request(),
                current.flatMap(this::suggestion).orElse(null),
                closed);
    }

    private static int weight(@Nullable Item item) {
        return item == null ? 0 : item.weightGrams();
    }

    private Todo todo(
            PackSession session, List<SessionView.Line> lines, List<PackInstruction> notes, List<PackScans.Row> rows) {
        if (!session.isOpen()) return Todo.of(Todo.Kind.TOTE, "");
        var unconfirmed = notes.stream().filter(PackInstruction::blocks).findFirst();
        if (unconfirmed.isPresent())
            return Todo.of(Todo.Kind.CONFIRM, unconfirmed.get().text());
        var current = rows.isEmpty() ? null : rows.getFirst().fulfilment();
        return lines.stream()
                .filter(line -> line.toPack() > 0
                        && (current == null || line.fulfilment().equals(current)))
                .findFirst()
                .map(line -> new Todo(Todo.Kind.ITEM, line.name(), line.sku(), line.toPack(), pictures.of(line.item())))
                .orElseGet(() -> Todo.of(Todo.Kind.CARTON, ""));
    }

    private record LineKey(FulfilmentId fulfilment, ItemId item) {}

    private List<SessionView.Line> lines(List<FulfilmentId> fulfilments, List<PackScans.Row> rows) {
        var held = bench.held(fulfilments).stream()
                .filter(unit -> !unit.orphaned())
                .toList();
        var keys = new LinkedHashMap<LineKey, List<Held>>();
        held.forEach(unit -> keys.computeIfAbsent(new LineKey(unit.fulfilment(), unit.item()), any -> new ArrayList<>())
                .add(unit));
        var known = items.find(keys.keySet().stream().map(LineKey::item).collect(Collectors.toSet()));
        var numbers = fulfilments.isEmpty() ? Map.<FulfilmentId, PackOrder>of() : orders.of(fulfilments);
        var lines = new ArrayList<SessionView.Line>();
        keys.forEach((key, units) -> {
            var line = line(
                    key, units, rows, Objects.requireNonNull(known.get(key.item())), numbers.get(key.fulfilment()));
            if (line.toPack() + line.inCarton() + line.awaited() > 0) lines.add(line);
        });
        return lines;
    }

    private static SessionView.Line line(
            LineKey key, List<Held> units, List<PackScans.Row> rows, Item item, @Nullable PackOrder order) {
        return new SessionView.Line(
                key.fulfilment(),
                order == null ? key.fulfilment().toString() : order.number(),
                key.item(),
                item.sku(),
                item.name(),
                count(units.stream().filter(Bench::waits)),
                rows.stream()
                        .filter(row -> row.fulfilment().equals(key.fulfilment())
                                && row.item().equals(key.item()))
                        .mapToInt(PackScans.Row::quantity)
                        .sum(),
                count(units.stream().filter(unit -> unit.placeKind() == PlaceRef.Kind.BIN)),
                units.stream()
                        .filter(Bench::waits)
                        .map(Held::placeCode)
                        .distinct()
                        .toList(),
                Goods.care(item).stream().toList());
    }

    private static int count(Stream<Held> units) {
        return units.mapToInt(Held::quantity).sum();
    }

    /** The planned parcel that comes next: as many are done as this fulfilment has parcels. */
    private Optional<SessionView.Suggestion> suggestion(FulfilmentId fulfilment) {
        return plans.of(fulfilment).flatMap(stored -> {
            int done = parcels.countOf(fulfilment);
            var planned = stored.plan().parcels();
            if (done >= planned.size()) return Optional.empty();
            return Optional.of(suggestion(
                    planned.get(done), done + 1, planned.size(), stored.plan().reason()));
        });
    }

    private SessionView.Suggestion suggestion(PlannedParcel parcel, int number, int of, String reason) {
        var known = items.find(parcel.placements().stream()
                .map(placement -> ItemId.of(placement.item()))
                .collect(Collectors.toSet()));
        var steps = new FillSteps(parcel, known);
        return new SessionView.Suggestion(
                number,
                of,
                parcel.carton().code(),
                cartonTypes.find(parcel.carton().code()).map(CartonType::name).orElse("Own packaging"),
                parcel.grossGrams(),
                (int) Math.round(parcel.fill() * 100),
                parcel.dunnage(),
                reason,
                steps.steps(),
                steps.layers());
    }
}

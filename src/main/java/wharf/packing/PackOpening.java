package wharf.packing;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import wharf.inventory.Allocations;
import wharf.inventory.Allocations.Held;
import wharf.inventory.PlaceRef;
import wharf.shared.FulfilmentId;
import wharf.shared.Refusal;
import wharf.shared.WarehouseId;
import wharf.warehouse.Totes;

/** A packer takes a tote, or a fulfilment by its number, and becomes the only one who packs it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PackOpening {
    private final Bench bench;
    private final PackSessions sessions;
    private final Allocations allocations;
    private final Totes totes;
    private final PackOrders orders;
    private final ApplicationEventPublisher events;

    PackOpening(
            Bench bench,
            PackSessions sessions,
            Allocations allocations,
            Totes totes,
            @Lazy PackOrders orders,
            ApplicationEventPublisher events) {
        this.bench = bench;
        this.sessions = sessions;
        this.allocations = allocations;
        this.totes = totes;
        this.orders = orders;
        this.events = events;
    }

    /** Opens a session, or goes on with the one there is: after a crash, on another node, or once its packer's lease has run out. */
    UUID open(WarehouseId site, String scanned) {
        var tote = totes.container(site, scanned).filter(PackOpening::isContainer);
        var code = tote.map(PlaceRef::code).orElse(scanned.strip());
        var held = tote.isPresent() ? inTote(tote.get()) : ofFulfilment(site, code);
        var wanted = held.stream().filter(unit -> !unit.orphaned()).toList();
        var fulfilments = wanted.stream()
                .map(Held::fulfilment)
                .distinct()
                .sorted(PackOpening::oldestFirst)
                .toList();
        var existing = sessions.openAt(tote.map(PlaceRef::id).orElse(null), fulfilments);
        if (existing.isPresent()) return sessions.take(existing.get()).id();
        refuseUnlessPickable(code, held, wanted);
        var allowed = allowed(fulfilments);
        var session = sessions.create(site, code, tote.map(PlaceRef::id).orElse(null), members(allowed, wanted));
        events.publishEvent(new PackingStarted(allowed));
        return session.id();
    }

    private static boolean isContainer(PlaceRef place) {
        return place.kind() == PlaceRef.Kind.TOTE
                || place.kind() == PlaceRef.Kind.PALLET
                || place.kind() == PlaceRef.Kind.STAGING;
    }

    private static int oldestFirst(FulfilmentId one, FulfilmentId other) {
        return one.toString().compareTo(other.toString());
    }

    private List<Held> inTote(PlaceRef tote) {
        return allocations.in(tote.id());
    }

    private List<Held> ofFulfilment(WarehouseId site, String code) {
        Optional<FulfilmentId> fulfilment = orders.byNumber(site, code);
        return bench.held(List.of(fulfilment.orElseThrow(() -> Refusal.notFound("tote or fulfilment", code))));
    }

    private static void refuseUnlessPickable(String code, List<Held> held, List<Held> wanted) {
        if (held.isEmpty())
            throw Refusal.conflict("nothing-to-pack", "There is nothing to pack in " + code + "; scan another tote.");
        if (wanted.isEmpty())
            throw Refusal.conflict("put-back", "Everything in " + code + " was cancelled; take it to put-back.");
        if (wanted.stream().noneMatch(Bench::waits))
            throw Refusal.conflict(
                    "not-picked", "Nothing of " + code + " has been picked yet, or all of it is packed.");
    }

    private List<FulfilmentId> allowed(List<FulfilmentId> fulfilments) {
        var stops = bench.stops(fulfilments);
        var allowed = fulfilments.stream().filter(f -> !stops.containsKey(f)).toList();
        if (allowed.isEmpty()) throw stopped(stops.values().iterator().next());
        return allowed;
    }

    static Refusal stopped(PackGate.Stop stop) {
        return Refusal.conflict(code(stop), stop.message());
    }

    static String code(PackGate.Stop stop) {
        return switch (stop.kind()) {
            case HELD -> "held";
            case PUT_BACK -> "put-back";
        };
    }

    private static List<PackSessions.Member> members(List<FulfilmentId> allowed, List<Held> wanted) {
        var first = wanted.stream().collect(Collectors.toMap(Held::fulfilment, unit -> unit, (one, other) -> one));
        return allowed.stream().map(f -> member(first.get(f))).toList();
    }

    private static PackSessions.Member member(@Nullable Held unit) {
        if (unit == null) throw new IllegalStateException("a fulfilment without units");
        return new PackSessions.Member(unit.fulfilment(), unit.merchant(), unit.order(), true);
    }
}

package wharf.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wharf.delivery.PastDeliveries;
import wharf.fulfilment.PastFulfilments;
import wharf.inventory.PastStock;
import wharf.inventory.Reserving;
import wharf.order.PastOrder;
import wharf.order.PastOrders;
import wharf.payment.PastPayments;
import wharf.platform.BillableAct;
import wharf.platform.Fact;
import wharf.returns.Grade;
import wharf.returns.PastReturns;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Ids;
import wharf.shared.Money;
import wharf.shared.ParcelId;
import wharf.shared.Problem;
import wharf.shared.ReturnId;
import wharf.shipping.PastParcels;
import wharf.warehouse.Warehouse;

/** One order of the past, taken apart into what each module keeps of it. Made of a request that holds up to {@link HistoryRules}. */
final class Plan {
    /** An order is closed so long after its last parcel came, as with orders of today. */
    private static final Duration OPEN_AFTER_DELIVERY = Duration.ofDays(14);

    private final PastOrder order;
    private final HistoricOrder historic;
    private final Map<String, Warehouse> sites;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    final List<PastStock.Shipped> shipped = new ArrayList<>();
    final List<PastFulfilments.Past> fulfilments = new ArrayList<>();
    final List<PastParcels.Past> parcels = new ArrayList<>();
    final List<PastReturns.Past> returns = new ArrayList<>();
    final List<PastDeliveries.Late> late = new ArrayList<>();
    final List<PastDeliveries.Past> cases = new ArrayList<>();
    final List<PastPayments.GivenBack> back = new ArrayList<>();
    final List<BillableAct> acts = new ArrayList<>();
    final List<Fact> facts = new ArrayList<>();

    private Plan(PastOrder order, HistoricOrder historic, Map<String, Warehouse> sites, Instant now) {
        this.order = order;
        this.historic = historic;
        this.sites = sites;
        this.now = now;
    }

    static Plan of(
            PastOrder order, HistoricOrder historic, Map<String, Warehouse> sites, List<String> reasons, Instant now) {
        var plan = new Plan(order, historic, sites, now);
        plan.ship();
        if (plan.problems.isEmpty()) plan.bringBack(reasons);
        if (plan.problems.isEmpty()) plan.complain();
        if (plan.problems.isEmpty()) plan.boundRefunds();
        if (plan.problems.isEmpty()) plan.answers();
        return plan;
    }

    PastOrder order() {
        return order;
    }

    List<Problem> problems() {
        return problems;
    }

    private Instant acceptedAt() {
        return historic.acceptedAt() == null ? order.placedAt() : historic.acceptedAt();
    }

    private static <T> List<T> given(@Nullable List<@Nullable T> list) {
        return list == null
                ? List.of()
                : list.stream().map(Objects::requireNonNull).toList();
    }

    private void ship() {
        var left = new HashMap<Integer, Integer>();
        for (var line : order.lines()) if (!line.elsewhere()) left.put(line.number(), line.quantity());
        var shipments = given(historic.shipments());
        for (int i = 0; i < shipments.size(); i++) {
            var path = "shipments[" + i + "]";
            var shipment = shipments.get(i);
            var site = sites.get(shipment.warehouse());
            if (site == null) {
                problems.add(Problem.of(
                        "unknown-warehouse",
                        path + ".warehouse",
                        shipment.warehouse(),
                        "There is no warehouse with this code; give the code of one."));
                continue;
            }
            var units = shipment.lines() == null ? Map.copyOf(left) : take(path + ".lines", shipment.lines(), left);
            if (shipment.lines() == null) left.clear();
            if (units.isEmpty() && problems.isEmpty())
                problems.add(Problem.of("empty", path + ".lines", null, "There is nothing in this shipment."));
            if (problems.isEmpty()) add(shipment, site, units);
        }
        left.values().removeIf(quantity -> quantity == 0);
        if (problems.isEmpty() && !left.isEmpty())
            problems.add(
                    Problem.of(
                            "not-shipped",
                            "shipments",
                            left,
                            "The order is finished only when all its units have left; of these lines some have not: line=units."));
    }

    private Map<Integer, Integer> take(
            String path, @Nullable List<HistoricOrder.@Nullable Units> wanted, Map<Integer, Integer> left) {
        var taken = new HashMap<Integer, Integer>();
        var units = given(wanted);
        for (int i = 0; i < units.size(); i++) {
            int line = Objects.requireNonNull(units.get(i).line());
            int quantity = Objects.requireNonNull(units.get(i).quantity());
            int there = left.getOrDefault(line, 0);
            if (quantity > there)
                problems.add(Problem.of(
                        "too-many",
                        path + "[" + i + "].quantity",
                        quantity,
                        "Of line " + line + " only " + there + " units are left for this."));
            else {
                left.put(line, there - quantity);
                taken.put(line, quantity);
            }
        }
        return taken;
    }

    private void add(HistoricOrder.Shipment shipment, Warehouse site, Map<Integer, Integer> units) {
        var fulfilment = FulfilmentId.next();
        var parcel = ParcelId.next();
        var inside = new ArrayList<PastParcels.Inside>();
        int pieces = 0;
        for (var need : order.needs()) {
            int lines = units.getOrDefault(need.lineNo(), 0);
            if (lines == 0) continue;
            int quantity = need.perUnit() * lines;
            pieces += quantity;
            inside.add(new PastParcels.Inside(need.lineNo(), need.item().value(), quantity));
            shipped.add(row(fulfilment, site, need, quantity));
            facts.add(scanned(fulfilment, site, need, quantity, shipment));
            acts.add(act(
                    site,
                    BillableAct.Kind.PICKED,
                    quantity,
                    "unit",
                    fulfilment + ":" + need.lineNo() + ":" + need.item(),
                    shipment));
            acts.add(act(
                    site,
                    BillableAct.Kind.PICKED,
                    1,
                    "line",
                    fulfilment + ":" + need.lineNo() + ":" + need.item() + ":line",
                    shipment));
        }
        var shippedAt = Objects.requireNonNull(shipment.shippedAt());
        var packedAt = or(shipment.packedAt(), shippedAt);
        var packingAt = or(shipment.packingAt(), or(shipment.pickedAt(), packedAt));
        var pickedAt = or(shipment.pickedAt(), packingAt);
        var pickingAt = or(shipment.pickingAt(), or(shipment.releasedAt(), pickedAt));
        var releasedAt = or(shipment.releasedAt(), pickingAt);
        var routedAt = or(shipment.routedAt(), acceptedAt());
        var picker = shipment.pickedBy() == null ? null : Actor.user(shipment.pickedBy());
        var packer = shipment.packedBy() == null ? null : Actor.user(shipment.packedBy());
        var service = Objects.requireNonNull(shipment.service());
        fulfilments.add(new PastFulfilments.Past(
                fulfilment,
                order.merchant(),
                order.id(),
                site.id(),
                service,
                shipment.shipBy(),
                shipment.promisedBy(),
                routedAt,
                releasedAt,
                pickingAt,
                pickedAt,
                packingAt,
                packedAt,
                shippedAt,
                picker,
                packer));
        var past = new PastParcels.Past(
                parcel,
                fulfilment,
                order.id(),
                order.merchant(),
                site.id(),
                inside,
                Objects.requireNonNull(shipment.packaging()),
                Objects.requireNonNull(shipment.lengthMm()),
                Objects.requireNonNull(shipment.widthMm()),
                Objects.requireNonNull(shipment.heightMm()),
                Objects.requireNonNull(shipment.weightGrams()),
                PastFulfilments.shipTo(order.shipTo()),
                service,
                Objects.requireNonNull(shipment.carrier()),
                shipment.carrierService() == null ? service : shipment.carrierService(),
                Objects.requireNonNull(shipment.tracking()),
                Money.of(Objects.requireNonNull(shipment.postageMinor()), order.currency()),
                shipment.promisedBy(),
                LocalDate.ofInstant(shippedAt, site.zone()),
                packedAt,
                shippedAt,
                shipment.outForDeliveryAt(),
                or(shipment.deliveredAt(), or(shipment.lostAt(), shippedAt)),
                shipment.lostAt() != null,
                packer);
        parcels.add(past);
        facts.add(verified(past, pieces, shipment.materialMinor(), packer));
        charge(past, site, pieces, shipment);
        late(past, shipment);
    }

    private PastStock.Shipped row(FulfilmentId fulfilment, Warehouse site, Reserving need, int quantity) {
        return new PastStock.Shipped(
                fulfilment.value(),
                need.lineNo(),
                need.item().value(),
                order.id().value(),
                order.merchant().value(),
                site.id().value(),
                quantity);
    }

    /** The scan of the units, as the floor tells it; nobody knows any more from which bin into which tote. */
    private Fact scanned(
            FulfilmentId fulfilment, Warehouse site, Reserving need, int quantity, HistoricOrder.Shipment shipment) {
        var at = or(
                shipment.pickedAt(),
                or(shipment.packingAt(), or(shipment.packedAt(), Objects.requireNonNull(shipment.shippedAt()))));
        var fact = Fact.of(
                        order.merchant(), order.id().value(), "fulfilment", fulfilment.value(), "fulfilment.picked", at)
                .with(Map.of(
                        "site",
                        site.id().toString(),
                        "line",
                        need.lineNo(),
                        "item",
                        need.item().toString(),
                        "quantity",
                        quantity));
        return shipment.pickedBy() == null ? fact : fact.by(Actor.user(shipment.pickedBy()));
    }

    private void answers() {
        for (var survey : given(historic.surveys()))
            facts.add(Fact.of(
                            order.merchant(),
                            order.id().value(),
                            "survey",
                            order.id().value(),
                            "survey.answered",
                            Objects.requireNonNull(survey.answeredAt()))
                    .by(Actor.shopper("shopper"))
                    .with(Map.of(
                            "kind",
                            Objects.requireNonNull(survey.kind()),
                            "score",
                            Objects.requireNonNull(survey.score()))));
    }

    private static Fact verified(
            PastParcels.Past past, int pieces, @Nullable Long materialMinor, @Nullable Actor packer) {
        var data = new java.util.TreeMap<String, Object>(Map.of(
                "site", past.site().toString(),
                "carton", past.packaging(),
                "units", pieces,
                "expectedGrams", past.weightGrams(),
                "weighedGrams", past.weightGrams()));
        if (materialMinor != null) {
            data.put("materialMinor", materialMinor);
            data.put("currency", past.postage().currency());
        }
        var fact = Fact.of(
                        past.merchant(),
                        past.order().value(),
                        "parcel",
                        past.id().value(),
                        "parcel.verified",
                        past.packedAt())
                .with(data);
        return packer == null ? fact : fact.by(packer);
    }

    private void charge(PastParcels.Past past, Warehouse site, int pieces, HistoricOrder.Shipment shipment) {
        acts.add(act(site, BillableAct.Kind.PACKED, 1, "order", past.fulfilment() + ":order", shipment));
        acts.add(act(site, BillableAct.Kind.PACKED, pieces, "unit", past.id() + ":units", shipment));
        acts.add(act(site, BillableAct.Kind.MATERIAL, 1, past.packaging(), past.id() + ":carton", shipment));
        var used = new HashMap<String, Integer>();
        for (var material : given(shipment.materials()))
            used.merge(
                    Objects.requireNonNull(material.code()), Objects.requireNonNull(material.quantity()), Integer::sum);
        used.forEach((code, quantity) -> acts.add(
                act(site, BillableAct.Kind.MATERIAL, quantity, code, past.id() + ":material:" + code, shipment)));
        acts.add(new BillableAct(
                order.merchant(),
                site.id().value(),
                BillableAct.Kind.SHIPPED,
                1,
                "parcel",
                order.id().value(),
                "parcel:" + past.id(),
                past.shippedAt(),
                past.postage()));
    }

    private BillableAct act(
            Warehouse site,
            BillableAct.Kind kind,
            int quantity,
            String unit,
            String cause,
            HistoricOrder.Shipment shipment) {
        var at = kind == BillableAct.Kind.PICKED ? shipment.pickedAt() : shipment.packedAt();
        return new BillableAct(
                order.merchant(),
                site.id().value(),
                kind,
                quantity,
                unit,
                order.id().value(),
                "past:" + cause,
                or(at, Objects.requireNonNull(shipment.shippedAt())),
                null);
    }

    private void late(PastParcels.Past past, HistoricOrder.Shipment shipment) {
        var promised = shipment.promisedBy();
        if (promised == null || past.lost()) return;
        var day = LocalDate.ofInstant(past.endedAt(), ZoneOffset.UTC);
        if (!day.isAfter(promised.plusDays(1))) return;
        // The watch notices it in the morning after; whoever brought it later than that was late.
        var since = promised.plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC);
        if (since.isBefore(past.shippedAt())) since = past.shippedAt();
        late.add(new PastDeliveries.Late(
                past.id(), past.merchant(), past.order(), promised, day, since, past.endedAt()));
    }

    private void bringBack(List<String> reasons) {
        var left = new HashMap<Integer, Integer>();
        for (var line : order.lines()) if (!line.elsewhere()) left.put(line.number(), line.quantity());
        var all = given(historic.returns());
        for (int i = 0; i < all.size(); i++) {
            var path = "returns[" + i + "]";
            var one = all.get(i);
            if (!reasons.contains(String.valueOf(one.reason())))
                problems.add(Problem.of(
                        "unknown-reason",
                        path + ".reason",
                        one.reason(),
                        "Give one of " + String.join(", ", reasons) + "."));
            var code = one.warehouse() == null
                    ? given(historic.shipments()).getFirst().warehouse()
                    : one.warehouse();
            var site = sites.get(code);
            if (site == null)
                problems.add(Problem.of(
                        "unknown-warehouse", path + ".warehouse", code, "There is no warehouse with this code."));
            var units = take(path + ".lines", one.lines(), left);
            if (site == null || !problems.isEmpty()) continue;
            bringBack(path, one, site, units);
        }
    }

    private void bringBack(String path, HistoricOrder.Return one, Warehouse site, Map<Integer, Integer> units) {
        long paid = 0;
        for (var line : order.lines()) {
            int quantity = units.getOrDefault(line.number(), 0);
            paid += line.quantity() == 0 ? 0 : line.paidMinor() * quantity / line.quantity();
        }
        long refund = Objects.requireNonNull(one.refundMinor());
        if (refund > paid)
            problems.add(Problem.of(
                    "refund-above-price",
                    path + ".refundMinor",
                    refund,
                    "Only " + paid + " was paid for these units; shipping that was paid back belongs to a case."));
        var arrived = Objects.requireNonNull(one.arrivedAt());
        var graded = or(one.gradedAt(), arrived);
        var requested = Objects.requireNonNull(one.requestedAt());
        var past = new PastReturns.Past(
                ReturnId.next(),
                Ids.next(),
                order.merchant(),
                order.id(),
                site.id(),
                order.currency(),
                units.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new PastReturns.Line(
                                entry.getKey(), entry.getValue(), Objects.requireNonNull(one.reason())))
                        .toList(),
                Grade.valueOf(Objects.requireNonNull(one.grade())),
                requested,
                or(one.handedInAt(), requested),
                arrived,
                graded,
                or(one.refundedAt(), graded),
                paid,
                refund);
        returns.add(past);
        if (refund > 0) back.add(new PastPayments.GivenBack(past.refundedAt(), refund, past.cause(), "Returned."));
        int pieces = units.values().stream().mapToInt(Integer::intValue).sum();
        acts.add(new BillableAct(
                order.merchant(),
                site.id().value(),
                BillableAct.Kind.RETURNED,
                pieces,
                "unit",
                order.id().value(),
                "past:" + past.id(),
                graded,
                null));
    }

    private void complain() {
        for (var one : given(historic.cases())) {
            var parcel = parcels.get(one.shipment() == null ? 0 : one.shipment() - 1);
            var opened = Objects.requireNonNull(one.openedAt());
            var decided = or(one.decidedAt(), opened);
            var closed = or(one.closedAt(), decided);
            var id = Ids.next();
            var decision = Objects.requireNonNull(one.decision());
            cases.add(new PastDeliveries.Past(
                    id,
                    order.merchant(),
                    order.id(),
                    parcel.id(),
                    Objects.requireNonNull(one.reason()),
                    one.text() == null ? "" : one.text(),
                    one.openedBy() == null ? "SHOPPER" : one.openedBy(),
                    opened,
                    decision,
                    Objects.requireNonNull(one.payer()),
                    one.amountMinor() == null ? null : Money.of(one.amountMinor(), order.currency()),
                    Objects.requireNonNull(one.because()),
                    decided,
                    closed,
                    one.outcome() == null ? "Done." : one.outcome(),
                    one.reshipExternalId(),
                    parcel.inside().stream()
                            .map(inside -> new PastDeliveries.Line(inside.lineNo(), inside.quantity()))
                            .collect(java.util.stream.Collectors.toMap(
                                    PastDeliveries.Line::lineNo, line -> line, (a, b) -> a))
                            .values()
                            .stream()
                            .toList()));
            if (decision.equals("REFUND"))
                back.add(new PastPayments.GivenBack(
                        closed, Objects.requireNonNull(one.amountMinor()), "case:" + id + ":1", one.because()));
        }
    }

    private void boundRefunds() {
        long sum = back.stream().mapToLong(PastPayments.GivenBack::amountMinor).sum();
        if (sum > order.totalMinor())
            problems.add(Problem.of(
                    "refund-above-total",
                    "returns",
                    sum,
                    "Returns and cases give back more than the " + order.totalMinor() + " that was paid."));
    }

    PastPayments.Paid paid() {
        return new PastPayments.Paid(order.tenders(), order.placedAt(), lastShipped(), back);
    }

    private Instant lastShipped() {
        return parcels.stream()
                .map(PastParcels.Past::shippedAt)
                .max(Instant::compareTo)
                .orElse(acceptedAt());
    }

    PastOrders.End end() {
        long gone = shipped.stream().mapToLong(PastStock.Shipped::quantity).sum();
        long arrived = parcels.stream()
                .filter(parcel -> !parcel.lost())
                .flatMap(parcel -> parcel.inside().stream())
                .mapToLong(PastParcels.Inside::quantity)
                .sum();
        var ended = parcels.stream()
                .map(PastParcels.Past::endedAt)
                .max(Instant::compareTo)
                .orElse(acceptedAt());
        var closing = parcels.isEmpty() ? ended : ended.plus(OPEN_AFTER_DELIVERY);
        return new PastOrders.End(
                order.id(),
                acceptedAt(),
                fulfilments.stream()
                        .map(PastFulfilments.Past::plannedAt)
                        .min(Instant::compareTo)
                        .orElse(acceptedAt()),
                fulfilments.stream()
                        .map(PastFulfilments.Past::releasedAt)
                        .min(Instant::compareTo)
                        .orElse(acceptedAt()),
                parcels.stream().map(PastParcels.Past::shippedAt).sorted().toList(),
                arrived == gone ? ended : null,
                closing.isAfter(now) ? null : closing,
                gone,
                arrived);
    }

    private static Instant or(@Nullable Instant at, Instant otherwise) {
        return at == null ? otherwise : at;
    }
}

package wharf.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import wharf.delivery.PastDeliveries;
import wharf.fulfilment.PastFulfilments;
import wharf.inventory.PastStock;
import wharf.inventory.Reserving;
import wharf.order.PastOrder;
import wharf.platform.BillableAct;
import wharf.platform.Fact;
import wharf.shared.Actor;
import wharf.shared.FulfilmentId;
import wharf.shared.Money;
import wharf.shared.ParcelId;
import wharf.shared.Problem;
import wharf.shipping.PastParcels;
import wharf.shipping.ShipTo;
import wharf.warehouse.Warehouse;

/** What left for an order: each shipment is a fulfilment and a parcel. */
final class ShippedPart {
    private final PastOrder order;
    private final Instant accepted;
    private final Map<String, Warehouse> sites;
    private final List<Problem> problems;

    final List<PastStock.Shipped> units = new ArrayList<>();
    final List<PastFulfilments.Past> fulfilments = new ArrayList<>();
    final List<PastParcels.Past> parcels = new ArrayList<>();
    /** Units of order lines in each parcel: kits, where the parcel holds their parts. */
    final List<Map<Integer, Integer>> lines = new ArrayList<>();

    final List<PastDeliveries.Late> late = new ArrayList<>();
    final List<BillableAct> acts = new ArrayList<>();
    final List<Fact> facts = new ArrayList<>();

    ShippedPart(PastOrder order, Instant accepted, Map<String, Warehouse> sites, List<Problem> problems) {
        this.order = order;
        this.accepted = accepted;
        this.sites = sites;
        this.problems = problems;
    }

    void ship(List<HistoricOrder.Shipment> shipments) {
        var left = new UnitsLeft(order);
        for (int i = 0; i < shipments.size(); i++) ship("shipments[" + i + "]", shipments.get(i), left);
        if (problems.isEmpty() && !left.rest().isEmpty())
            problems.add(
                    Problem.of(
                            "not-shipped",
                            "shipments",
                            left.rest(),
                            "The order is finished only when all its units have left; of these lines some have not: line=units."));
    }

    private void ship(String path, HistoricOrder.Shipment shipment, UnitsLeft left) {
        var site = sites.get(shipment.warehouse());
        if (site == null) {
            problems.add(Problem.of(
                    "unknown-warehouse",
                    path + ".warehouse",
                    shipment.warehouse(),
                    "There is no warehouse with this code; give the code of one."));
            return;
        }
        var inside = shipment.lines() == null ? left.takeAll() : left.take(path + ".lines", shipment.lines(), problems);
        if (inside.isEmpty() && problems.isEmpty())
            problems.add(Problem.of("empty", path + ".lines", null, "There is nothing in this shipment."));
        if (problems.isEmpty()) new One(shipment, site).add(inside);
    }

    /** One shipment of them. */
    private final class One {
        private final HistoricOrder.Shipment shipment;
        private final Warehouse site;
        private final Passage passage;
        private final FulfilmentId fulfilment = FulfilmentId.next();
        private final @Nullable Actor picker;
        private final @Nullable Actor packer;

        One(HistoricOrder.Shipment shipment, Warehouse site) {
            this.shipment = shipment;
            this.site = site;
            this.passage = Passage.of(shipment, accepted);
            this.picker = shipment.pickedBy() == null ? null : Actor.user(shipment.pickedBy());
            this.packer = shipment.packedBy() == null ? null : Actor.user(shipment.packedBy());
        }

        void add(Map<Integer, Integer> wanted) {
            var inside = new ArrayList<PastParcels.Inside>();
            int pieces = 0;
            for (var need : order.needs()) {
                int quantity = need.perUnit() * wanted.getOrDefault(need.lineNo(), 0);
                if (quantity == 0) continue;
                pieces += quantity;
                inside.add(new PastParcels.Inside(need.lineNo(), need.item().value(), quantity));
                units.add(shipped(need, quantity));
                facts.add(scanned(need, quantity));
                var cause = fulfilment + ":" + need.lineNo() + ":" + need.item();
                acts.add(act(BillableAct.Kind.PICKED, quantity, "unit", cause, passage.picked()));
                acts.add(act(BillableAct.Kind.PICKED, 1, "line", cause + ":line", passage.picked()));
            }
            fulfilments.add(fulfilment());
            var parcel = parcel(inside);
            parcels.add(parcel);
            lines.add(wanted);
            facts.add(verified(parcel, pieces));
            charge(parcel, pieces);
            late(parcel);
        }

        private PastStock.Shipped shipped(Reserving need, int quantity) {
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
        private Fact scanned(Reserving need, int quantity) {
            var fact = Fact.of(
                            order.merchant(),
                            order.id().value(),
                            "fulfilment",
                            fulfilment.value(),
                            "fulfilment.picked",
                            passage.picked())
                    .with(Map.of(
                            "site",
                            site.id().toString(),
                            "line",
                            need.lineNo(),
                            "item",
                            need.item().toString(),
                            "quantity",
                            quantity));
            return picker == null ? fact : fact.by(picker);
        }

        private PastFulfilments.Past fulfilment() {
            return new PastFulfilments.Past(
                    fulfilment,
                    order.merchant(),
                    order.id(),
                    site.id(),
                    Objects.requireNonNull(shipment.service()),
                    shipment.shipBy(),
                    shipment.promisedBy(),
                    passage.routed(),
                    passage.released(),
                    passage.picking(),
                    passage.picked(),
                    passage.packing(),
                    passage.packed(),
                    passage.shipped(),
                    picker,
                    packer);
        }

        private PastParcels.Past parcel(List<PastParcels.Inside> inside) {
            var service = Objects.requireNonNull(shipment.service());
            return new PastParcels.Past(
                    ParcelId.next(),
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
                    ShipTo.of(order.shipTo()),
                    service,
                    Objects.requireNonNull(shipment.carrier()),
                    shipment.carrierService() == null ? service : shipment.carrierService(),
                    Objects.requireNonNull(shipment.tracking()),
                    Money.of(Objects.requireNonNull(shipment.postageMinor()), order.currency()),
                    shipment.promisedBy(),
                    LocalDate.ofInstant(passage.shipped(), site.zone()),
                    passage.packed(),
                    passage.shipped(),
                    shipment.outForDeliveryAt(),
                    passage.ended(),
                    shipment.lostAt() != null,
                    packer);
        }

        private Fact verified(PastParcels.Past parcel, int pieces) {
            var data = new TreeMap<String, Object>(Map.of(
                    "site", parcel.site().toString(),
                    "carton", parcel.packaging(),
                    "units", pieces,
                    "expectedGrams", parcel.weightGrams(),
                    "weighedGrams", parcel.weightGrams()));
            if (shipment.materialMinor() != null) {
                data.put("materialMinor", shipment.materialMinor());
                data.put("currency", order.currency());
            }
            var fact = Fact.of(
                            order.merchant(),
                            order.id().value(),
                            "parcel",
                            parcel.id().value(),
                            "parcel.verified",
                            passage.packed())
                    .with(data);
            return packer == null ? fact : fact.by(packer);
        }

        private void charge(PastParcels.Past parcel, int pieces) {
            var at = passage.packed();
            acts.add(act(BillableAct.Kind.PACKED, 1, "order", fulfilment + ":order", at));
            acts.add(act(BillableAct.Kind.PACKED, pieces, "unit", parcel.id() + ":units", at));
            acts.add(act(BillableAct.Kind.MATERIAL, 1, parcel.packaging(), parcel.id() + ":carton", at));
            var used = new HashMap<String, Integer>();
            for (var material : Plan.given(shipment.materials()))
                used.merge(
                        Objects.requireNonNull(material.code()),
                        Objects.requireNonNull(material.quantity()),
                        Integer::sum);
            used.forEach((code, quantity) ->
                    acts.add(act(BillableAct.Kind.MATERIAL, quantity, code, parcel.id() + ":material:" + code, at)));
            acts.add(new BillableAct(
                    order.merchant(),
                    site.id().value(),
                    BillableAct.Kind.SHIPPED,
                    1,
                    "parcel",
                    order.id().value(),
                    "parcel:" + parcel.id(),
                    passage.shipped(),
                    parcel.postage()));
        }

        private BillableAct act(BillableAct.Kind kind, int quantity, String unit, String cause, Instant at) {
            return new BillableAct(
                    order.merchant(),
                    site.id().value(),
                    kind,
                    quantity,
                    unit,
                    order.id().value(),
                    "past:" + cause,
                    at,
                    null);
        }

        private void late(PastParcels.Past parcel) {
            var promised = shipment.promisedBy();
            if (promised == null || parcel.lost()) return;
            var day = LocalDate.ofInstant(parcel.endedAt(), ZoneOffset.UTC);
            if (!day.isAfter(promised.plusDays(1))) return;
            // The watch notices it in the morning after; whoever brought it later than that was late.
            var since = promised.plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC);
            if (since.isBefore(parcel.shippedAt())) since = parcel.shippedAt();
            late.add(new PastDeliveries.Late(
                    parcel.id(), parcel.merchant(), parcel.order(), promised, day, since, parcel.endedAt()));
        }
    }
}

package wharf.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import wharf.delivery.PastDeliveries;
import wharf.order.PastOrder;
import wharf.payment.PastPayments;
import wharf.platform.BillableAct;
import wharf.returns.Grade;
import wharf.returns.PastReturns;
import wharf.shared.Ids;
import wharf.shared.Money;
import wharf.shared.Problem;
import wharf.shared.ReturnId;
import wharf.shipping.PastParcels;
import wharf.warehouse.Warehouse;

/** What came back of an order, what was wrong with it, and the money given back for both. */
final class ReturnedPart {
    private final PastOrder order;
    private final Map<String, Warehouse> sites;
    private final List<Problem> problems;

    final List<PastReturns.Past> returns = new ArrayList<>();
    final List<PastDeliveries.Past> cases = new ArrayList<>();
    final List<PastPayments.GivenBack> money = new ArrayList<>();
    final List<BillableAct> acts = new ArrayList<>();

    ReturnedPart(PastOrder order, Map<String, Warehouse> sites, List<Problem> problems) {
        this.order = order;
        this.sites = sites;
        this.problems = problems;
    }

    /**
     * @param usual the code of the warehouse to which things go where nothing else is said
     * @param reasons those of the merchant
     */
    void bringBack(List<HistoricOrder.Return> all, String usual, List<String> reasons) {
        var left = new UnitsLeft(order);
        for (int i = 0; i < all.size(); i++) {
            var path = "returns[" + i + "]";
            var one = all.get(i);
            if (!reasons.contains(String.valueOf(one.reason())))
                problems.add(Problem.of(
                        "unknown-reason",
                        path + ".reason",
                        one.reason(),
                        "Give one of " + String.join(", ", reasons) + "."));
            var code = one.warehouse() == null ? usual : one.warehouse();
            var site = sites.get(code);
            if (site == null)
                problems.add(Problem.of(
                        "unknown-warehouse", path + ".warehouse", code, "There is no warehouse with this code."));
            var units = left.take(path + ".lines", one.lines(), problems);
            if (site != null && problems.isEmpty()) bringBack(path, one, site, units);
        }
    }

    private void bringBack(String path, HistoricOrder.Return one, Warehouse site, Map<Integer, Integer> units) {
        long paid = paidFor(units);
        long refund = Objects.requireNonNull(one.refundMinor());
        if (refund > paid)
            problems.add(Problem.of(
                    "refund-above-price",
                    path + ".refundMinor",
                    refund,
                    "Only " + paid + " was paid for these units; shipping that was paid back belongs to a case."));
        var past = past(one, site, units, paid, refund);
        returns.add(past);
        if (refund > 0) money.add(new PastPayments.GivenBack(past.refundedAt(), refund, past.cause(), "Returned."));
        acts.add(new BillableAct(
                order.merchant(),
                site.id().value(),
                BillableAct.Kind.RETURNED,
                units.values().stream().mapToInt(Integer::intValue).sum(),
                "unit",
                order.id().value(),
                "past:" + past.id(),
                past.gradedAt(),
                null));
    }

    private long paidFor(Map<Integer, Integer> units) {
        long paid = 0;
        for (var line : order.lines()) {
            int quantity = units.getOrDefault(line.number(), 0);
            if (quantity > 0) paid += line.paidMinor() * quantity / line.quantity();
        }
        return paid;
    }

    private PastReturns.Past past(
            HistoricOrder.Return one, Warehouse site, Map<Integer, Integer> units, long paid, long refund) {
        var requested = Objects.requireNonNull(one.requestedAt());
        var arrived = Objects.requireNonNull(one.arrivedAt());
        var graded = Passage.or(one.gradedAt(), arrived);
        return new PastReturns.Past(
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
                Passage.or(one.handedInAt(), requested),
                arrived,
                graded,
                Passage.or(one.refundedAt(), graded),
                paid,
                refund);
    }

    void complain(List<HistoricOrder.Case> all, ShippedPart shipped) {
        for (var one : all) {
            int shipment = one.shipment() == null ? 0 : one.shipment() - 1;
            complain(one, shipped.parcels.get(shipment), shipped.lines.get(shipment));
        }
    }

    private void complain(HistoricOrder.Case one, PastParcels.Past parcel, Map<Integer, Integer> lines) {
        var opened = Objects.requireNonNull(one.openedAt());
        var decided = Passage.or(one.decidedAt(), opened);
        var closed = Passage.or(one.closedAt(), decided);
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
                lines.entrySet().stream()
                        .map(line -> new PastDeliveries.Line(line.getKey(), line.getValue()))
                        .toList()));
        if (decision.equals("REFUND"))
            money.add(new PastPayments.GivenBack(
                    closed, Objects.requireNonNull(one.amountMinor()), "case:" + id + ":1", one.because()));
    }

    void boundRefunds() {
        long sum = money.stream().mapToLong(PastPayments.GivenBack::amountMinor).sum();
        if (sum > order.totalMinor())
            problems.add(Problem.of(
                    "refund-above-total",
                    "returns",
                    sum,
                    "Returns and cases give back more than the " + order.totalMinor() + " that was paid."));
    }
}

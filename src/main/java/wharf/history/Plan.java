package wharf.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import wharf.delivery.PastDeliveries;
import wharf.fulfilment.PastFulfilments;
import wharf.inventory.PastStock;
import wharf.order.PastOrder;
import wharf.order.PastOrders;
import wharf.payment.PastPayments;
import wharf.platform.BillableAct;
import wharf.platform.Fact;
import wharf.returns.PastReturns;
import wharf.shared.Actor;
import wharf.shared.Problem;
import wharf.shipping.PastParcels;
import wharf.warehouse.Warehouse;

/** One order of the past, taken apart into what each module keeps of it. Made of a request that holds up to {@link HistoryRules}. */
final class Plan {
    /** An order is closed so long after its last parcel came, as with orders of today. */
    private static final Duration OPEN_AFTER_DELIVERY = Duration.ofDays(14);

    private final PastOrder order;
    private final Instant accepted;
    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();
    private final ShippedPart shipped;
    private final ReturnedPart returned;
    private final List<Fact> answers = new ArrayList<>();

    private Plan(PastOrder order, Instant accepted, Map<String, Warehouse> sites, Instant now) {
        this.order = order;
        this.accepted = accepted;
        this.now = now;
        this.shipped = new ShippedPart(order, accepted, sites, problems);
        this.returned = new ReturnedPart(order, sites, problems);
    }

    static Plan of(
            PastOrder order, HistoricOrder historic, Map<String, Warehouse> sites, List<String> reasons, Instant now) {
        var plan = new Plan(order, Passage.or(historic.acceptedAt(), order.placedAt()), sites, now);
        plan.take(historic, reasons);
        return plan;
    }

    private void take(HistoricOrder historic, List<String> reasons) {
        var shipments = given(historic.shipments());
        var returns = given(historic.returns());
        shipped.ship(shipments);
        if (problems.isEmpty() && !returns.isEmpty())
            returned.bringBack(
                    returns, Objects.requireNonNull(shipments.getFirst().warehouse()), reasons);
        if (problems.isEmpty()) returned.complain(given(historic.cases()), shipped);
        if (problems.isEmpty()) returned.boundRefunds();
        given(historic.surveys()).forEach(survey -> answers.add(answer(survey)));
    }

    /** A list that holds no null, as {@link HistoryRules} has seen. */
    static <T> List<T> given(@Nullable List<@Nullable T> list) {
        return list == null
                ? List.of()
                : list.stream().map(Objects::requireNonNull).toList();
    }

    private Fact answer(HistoricOrder.Survey survey) {
        return Fact.of(
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
                        Objects.requireNonNull(survey.score())));
    }

    PastOrder order() {
        return order;
    }

    List<Problem> problems() {
        return problems;
    }

    List<PastStock.Shipped> shipped() {
        return shipped.units;
    }

    List<PastFulfilments.Past> fulfilments() {
        return shipped.fulfilments;
    }

    List<PastParcels.Past> parcels() {
        return shipped.parcels;
    }

    List<PastDeliveries.Late> late() {
        return shipped.late;
    }

    List<PastReturns.Past> returns() {
        return returned.returns;
    }

    List<PastDeliveries.Past> cases() {
        return returned.cases;
    }

    /** The orders by which things were sent again, by the field that names each. */
    Map<String, PastOrder.Name> reships() {
        var reships = new LinkedHashMap<String, PastOrder.Name>();
        for (int i = 0; i < cases().size(); i++) {
            var again = cases().get(i).reshipExternalId();
            if (again != null)
                reships.put("cases[" + i + "].reshipExternalId", new PastOrder.Name(order.merchant(), again));
        }
        return reships;
    }

    List<BillableAct> acts() {
        return Stream.concat(shipped.acts.stream(), returned.acts.stream()).toList();
    }

    /** Those that no module's own rows tell. */
    List<Fact> facts() {
        return Stream.concat(shipped.facts.stream(), answers.stream()).toList();
    }

    PastPayments.Paid paid() {
        return new PastPayments.Paid(
                order.tenders(),
                order.placedAt(),
                latest(parcels().stream().map(PastParcels.Past::shippedAt)),
                returned.money);
    }

    PastOrders.End end() {
        long gone = shipped().stream().mapToLong(PastStock.Shipped::quantity).sum();
        long arrived = parcels().stream()
                .filter(parcel -> !parcel.lost())
                .flatMap(parcel -> parcel.inside().stream())
                .mapToLong(PastParcels.Inside::quantity)
                .sum();
        var ended = latest(parcels().stream().map(PastParcels.Past::endedAt));
        var closing = parcels().isEmpty() ? ended : ended.plus(OPEN_AFTER_DELIVERY);
        return new PastOrders.End(
                order.id(),
                accepted,
                earliest(fulfilments().stream().map(PastFulfilments.Past::plannedAt)),
                earliest(fulfilments().stream().map(PastFulfilments.Past::releasedAt)),
                parcels().stream().map(PastParcels.Past::shippedAt).sorted().toList(),
                arrived == gone ? ended : null,
                closing.isAfter(now) ? null : closing,
                gone,
                arrived);
    }

    private Instant earliest(Stream<Instant> times) {
        return times.min(Instant::compareTo).orElse(accepted);
    }

    private Instant latest(Stream<Instant> times) {
        return times.max(Instant::compareTo).orElse(accepted);
    }
}

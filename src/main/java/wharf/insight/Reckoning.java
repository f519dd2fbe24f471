package wharf.insight;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reckons up what an order adds to the roll-ups. */
final class Reckoning {
    private final OrderStory story;
    private final Told order;
    private final ZoneId zone;
    private final Function<UUID, ZoneId> zones;
    private final List<Contribution.Amount> amounts = new ArrayList<>();
    private final List<Contribution.Span> spans = new ArrayList<>();
    private final List<Contribution.Named> names = new ArrayList<>();

    /** @param order the fact that it was received */
    Reckoning(OrderStory story, Told order, Function<UUID, ZoneId> zones) {
        this.story = story;
        this.order = order;
        this.zone = story.zone(zones);
        this.zones = zones;
    }

    Contribution contribution() {
        placed();
        steps();
        if (story.shippedAt() != null) shipped(day(story.shippedAt()));
        if (story.deliveredAt() != null && !story.reshipped()) delivered(day(story.deliveredAt()));
        story.cases().forEach(this::opened);
        story.returns().forEach(this::returned);
        story.answers().forEach(this::answered);
        var marks = new WorkMarks(story, order, zones).all();
        return new Contribution(story.site(), order.text("channel"), amounts, spans, names, marks);
    }

    private LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    private void count(LocalDate day, Measure measure, long value) {
        if (value != 0) amounts.add(new Contribution.Amount(day, "", measure, value));
    }

    private void money(LocalDate day, Measure measure, Map<String, Long> sums) {
        sums.forEach((currency, minor) -> {
            if (minor != 0 && currency.length() == 3)
                amounts.add(new Contribution.Amount(day, currency, measure, minor));
        });
    }

    private Map<String, Long> total() {
        return Map.of(order.text("currency"), order.number("totalMinor"));
    }

    private void placed() {
        var day = day(order.at());
        if (story.reshipped()) {
            count(day, Measure.ORDERS_RESHIPPED, 1);
            return;
        }
        count(day, Measure.ORDERS_PLACED, 1);
        count(day, Measure.UNITS_ORDERED, order.number("units"));
        if (story.cancelledAt() != null) count(day(story.cancelledAt()), Measure.ORDERS_CANCELLED, 1);
        else money(day, Measure.SALES_MINOR, total());
    }

    private void steps() {
        if (story.cancelledAt() != null || story.reshipped()) return;
        var routed = story.live().stream()
                .map(ToldShipment::plannedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        var released = last(shipment -> shipment.releasedAt);
        var picked = last(ToldShipment::pickedAt);
        var packed = last(ToldShipment::packedAt);
        span(Step.ROUTE, order.at(), routed);
        span(Step.RELEASE, routed, released);
        span(Step.PICK, released, picked);
        span(Step.PACK, picked, packed);
        span(Step.SHIP, packed, story.shippedAt());
        span(Step.DELIVER, story.shippedAt(), story.deliveredAt());
        span(Step.ORDER_TO_SHIPPED, order.at(), story.shippedAt());
        span(Step.ORDER_TO_DOOR, order.at(), story.deliveredAt());
    }

    /** The last of the times if all live parts have one. */
    private @Nullable Instant last(Function<ToldShipment, @Nullable Instant> time) {
        Instant last = null;
        for (var shipment : story.live()) {
            var at = time.apply(shipment);
            if (at == null) return null;
            if (last == null || at.isAfter(last)) last = at;
        }
        return last;
    }

    private void span(Step step, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null)
            spans.add(new Contribution.Span(
                    step, day(to), Math.max(0, Duration.between(from, to).toSeconds())));
    }

    private void shipped(LocalDate day) {
        if (story.reshipped()) {
            money(day, Measure.RESHIP_MINOR, story.postage());
            money(day, Measure.RESHIP_MINOR, story.material());
            return;
        }
        count(day, Measure.ORDERS_SHIPPED, 1);
        long verified =
                story.parcels().stream().mapToLong(ToldParcel::unitsSent).sum();
        long units = verified > 0 ? verified : order.number("units");
        count(day, Measure.UNITS_SHIPPED, units);
        if (story.shipBy() != null) {
            count(day, Measure.SHIPPED_DUE, 1);
            if (!story.shippedLate()) count(day, Measure.SHIPPED_ON_TIME, 1);
        }
        long scanned = story.shipments().stream()
                .flatMap(shipment -> shipment.scans.stream())
                .mapToLong(ToldShipment::units)
                .sum();
        count(day, Measure.UNITS_PICKED, scanned > 0 ? scanned : units);
        count(day, Measure.UNITS_PICKED_WRONG, story.wrongUnits());
        money(day, Measure.SHIPPED_SALES_MINOR, total());
        money(day, Measure.POSTAGE_MINOR, story.postage());
        money(day, Measure.MATERIAL_MINOR, story.material());
        money(day, Measure.CREDIT_MINOR, story.credits());
    }

    private void delivered(LocalDate day) {
        count(day, Measure.ORDERS_DELIVERED, 1);
        if (story.promisedBy() != null) {
            count(day, Measure.DELIVERED_PROMISED, 1);
            if (!story.promiseBroken(zone)) count(day, Measure.PROMISE_KEPT, 1);
        }
        if (story.flaws(zone).isEmpty()) count(day, Measure.ORDERS_PERFECT, 1);
        for (var parcel : story.parcels()) {
            var arrived = parcel.delivered;
            if (arrived == null || parcel.promise() == null || parcel.carrier().isEmpty()) continue;
            names.add(new Contribution.Named(
                    Contribution.Kind.CARRIER, day(arrived.at()), parcel.carrier(), 1, parcel.late(zone) ? 0 : 1));
        }
    }

    private void opened(ToldCase one) {
        if (one.opened == null) return;
        var day = day(one.opened.at());
        count(day, Measure.CASES_OPENED, 1);
        names.add(new Contribution.Named(Contribution.Kind.CASE_REASON, day, one.about(), 1, one.rejected() ? 1 : 0));
    }

    private void returned(ToldReturn back) {
        if (back.receivedAt != null && back.isBack()) {
            var day = day(back.receivedAt);
            count(day, Measure.RETURNS_RECEIVED, 1);
            count(day, Measure.UNITS_RETURNED, back.units());
            back.reasons()
                    .forEach((reason, units) ->
                            names.add(new Contribution.Named(Contribution.Kind.RETURN_REASON, day, reason, units, 0)));
        }
        if (back.refundedAt != null) {
            span(Step.ARRIVAL_TO_REFUND, back.receivedAt, back.refundedAt);
            money(day(back.refundedAt), Measure.REFUNDED_MINOR, back.refunds);
        }
    }

    private void answered(Told answer) {
        var day = day(answer.at());
        long score = answer.number("score");
        switch (answer.text("kind")) {
            case "CSAT" -> {
                count(day, Measure.CSAT_ANSWERS, 1);
                if (score >= 4) count(day, Measure.CSAT_SATISFIED, 1);
            }
            case "NPS" -> {
                count(day, Measure.NPS_ANSWERS, 1);
                if (score >= 9) count(day, Measure.NPS_PROMOTERS, 1);
                if (score <= 6) count(day, Measure.NPS_DETRACTORS, 1);
            }
            default -> {}
        }
    }
}

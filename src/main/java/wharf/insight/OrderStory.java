package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import wharf.order.Replacements;

/**
 * An order's story, made of all facts told of it so far. What it comes to is a pure function of those facts, whatever the order they came
 * in: facts of the past that are told late land in the day they happened.
 */
final class OrderStory {
    /** Facts that a story is made of; others change no number. */
    static final Set<String> TYPES = Set.of(
            "order.received",
            "order.cancelled",
            "order.shipped",
            "order.delivered",
            "order.backordered",
            "order.units_cancelled",
            "fulfilment.planned",
            "fulfilment.released",
            "fulfilment.picking",
            "fulfilment.picked",
            "fulfilment.pick_undone",
            "fulfilment.packing",
            "fulfilment.packed",
            "fulfilment.shipped",
            "fulfilment.cancelled",
            "packing.short",
            "parcel.verified",
            "parcel.labelled",
            "parcel.label-voided",
            "parcel.voided",
            "parcel.shipped",
            "parcel.delivered",
            "case.opened",
            "case.decided",
            "return.requested",
            "return.received",
            "return.count_undone",
            "return.refunded",
            "survey.answered",
            "survey.changed");

    private static final Set<String> FLAWS_OF_RETURNS = Set.of("DAMAGED", "WRONG_ITEM");

    private final Map<UUID, ToldShipment> shipments = new LinkedHashMap<>();
    private final Map<UUID, ToldParcel> parcels = new LinkedHashMap<>();
    private final Map<UUID, ToldCase> cases = new LinkedHashMap<>();
    private final Map<UUID, ToldReturn> returns = new LinkedHashMap<>();
    private final List<Told> answers = new ArrayList<>();
    private @Nullable Told placed;
    private @Nullable Instant cancelledAt;
    private @Nullable Instant shippedAt;
    private @Nullable Instant deliveredAt;
    private boolean backordered;
    private long cancelledUnits;
    private long shortUnits;

    private OrderStory() {}

    /** Of an order's facts, in any order. */
    static OrderStory of(Collection<Told> facts) {
        var story = new OrderStory();
        facts.stream()
                .sorted(Comparator.comparing(Told::at).thenComparing(Told::id))
                .forEach(story::take);
        return story;
    }

    private void take(Told fact) {
        switch (fact.type()) {
            case "order.received" -> placed = fact;
            case "order.cancelled" -> cancelledAt = fact.at();
            case "order.shipped" -> shippedAt = fact.at();
            case "order.delivered" -> deliveredAt = fact.at();
            case "order.backordered" -> backordered = true;
            case "order.units_cancelled" -> cancelledUnits += backordered ? fact.number("units") : 0;
            case "packing.short" -> shortUnits += "MISSING".equals(fact.reason()) ? fact.number("quantity") : 0;
            case "survey.answered" -> answers.add(fact);
            case "survey.changed" -> change(fact);
            default -> takePart(fact);
        }
    }

    private void takePart(Told fact) {
        var id = fact.subject();
        switch (fact.type().substring(0, fact.type().indexOf('.'))) {
            case "fulfilment" ->
                shipments.computeIfAbsent(id, key -> new ToldShipment()).take(fact);
            case "parcel" ->
                parcels.computeIfAbsent(id, key -> new ToldParcel()).take(fact);
            case "case" -> cases.computeIfAbsent(id, key -> new ToldCase()).take(fact);
            case "return" ->
                returns.computeIfAbsent(id, key -> new ToldReturn()).take(fact);
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    /** Another score counts on the day of the first answer. */
    private void change(Told fact) {
        for (int i = 0; i < answers.size(); i++) {
            var first = answers.get(i);
            if (first.subject().equals(fact.subject()) && first.text("kind").equals(fact.text("kind")))
                answers.set(i, first.with(fact.data()));
        }
    }

    /** Whether the order is known at all; facts of one that is not add nothing yet. */
    boolean begun() {
        return placed != null;
    }

    /** What is to be added to the roll-ups, with days as the clocks of its site show them; UTC until it has one. */
    Contribution contribution(Function<UUID, ZoneId> zones) {
        return placed == null ? Contribution.NONE : new Reckoning(this, placed, zones).contribution();
    }

    /** What lists of orders show of it. */
    Optional<Summary> summary(Function<UUID, ZoneId> zones) {
        return Optional.ofNullable(placed).map(order -> Summary.of(this, order, zone(zones)));
    }

    /** The part that left last, or will be the last to be planned, says where the order belongs; the first one named of several alike. */
    @Nullable
    UUID site() {
        return live().stream()
                .filter(shipment -> shipment.site() != null)
                .max(Comparator.comparing((ToldShipment s) -> s.shippedAt == null ? Instant.MAX : s.shippedAt)
                        .thenComparing(s -> Objects.requireNonNull(s.planned).at())
                        .thenComparing(s -> -Objects.requireNonNull(s.planned).id()))
                .map(ToldShipment::site)
                .orElse(null);
    }

    ZoneId zone(Function<UUID, ZoneId> zones) {
        var site = site();
        return site == null ? ZoneOffset.UTC : zones.apply(site);
    }

    /** Parts that were not cancelled. */
    List<ToldShipment> live() {
        return shipments.values().stream()
                .filter(shipment -> !shipment.cancelled)
                .toList();
    }

    Collection<ToldShipment> shipments() {
        return shipments.values();
    }

    Collection<ToldParcel> parcels() {
        return parcels.values();
    }

    Collection<ToldCase> cases() {
        return cases.values();
    }

    Collection<ToldReturn> returns() {
        return returns.values();
    }

    List<Told> answers() {
        return answers;
    }

    /** The last answer of a kind. */
    @Nullable
    Told answer(String kind) {
        return answers.stream()
                .filter(answer -> answer.text("kind").equals(kind))
                .max(Comparator.comparing(Told::at).thenComparing(Told::id))
                .orElse(null);
    }

    @Nullable
    Instant cancelledAt() {
        return cancelledAt;
    }

    /** When the last part left; null of one that was cancelled. */
    @Nullable
    Instant shippedAt() {
        return cancelledAt == null ? shippedAt : null;
    }

    @Nullable
    Instant deliveredAt() {
        return deliveredAt;
    }

    /** Whether it sends something again, at our cost. */
    boolean reshipped() {
        return placed != null && placed.text("channel").equals(Replacements.RESHIP);
    }

    @Nullable
    Instant shipBy() {
        return latest(live().stream().map(ToldShipment::shipBy).toList());
    }

    boolean shippedLate() {
        return shippedAt() != null && live().stream().anyMatch(ToldShipment::leftLate);
    }

    /** Of what the parcels were promised by, or else the parts; the last. */
    @Nullable
    LocalDate promisedBy() {
        var ofParcels = latest(parcels().stream().map(ToldParcel::promise).toList());
        return ofParcels != null
                ? ofParcels
                : latest(live().stream().map(ToldShipment::deliverBy).toList());
    }

    boolean promiseBroken(ZoneId zone) {
        if (deliveredAt == null) return false;
        if (parcels().stream().anyMatch(parcel -> parcel.promise() != null))
            return parcels().stream().anyMatch(parcel -> parcel.late(zone));
        var promised = promisedBy();
        return promised != null && LocalDate.ofInstant(deliveredAt, zone).isAfter(promised);
    }

    private static <T extends Comparable<? super T>> @Nullable T latest(List<@Nullable T> times) {
        T latest = null;
        for (var time : times) if (time != null && (latest == null || time.compareTo(latest) > 0)) latest = time;
        return latest;
    }

    /** Units short at the pack bench, and those that a shopper found wrong or missing. */
    long wrongUnits() {
        return shortUnits
                + cases().stream().mapToLong(ToldCase::wrongUnits).sum()
                + returns().stream()
                        .mapToLong(back -> back.reasons().getOrDefault("WRONG_ITEM", 0L))
                        .sum();
    }

    /** Why it was not perfect; empty if it was, or has not come yet. */
    Set<String> flaws(ZoneId zone) {
        var flaws = new TreeSet<String>();
        if (deliveredAt == null || reshipped()) return flaws;
        if (promisedBy() == null ? shippedLate() : promiseBroken(zone)) flaws.add("late");
        if (cancelledUnits > 0) flaws.add("incomplete");
        for (var one : cases()) if (one.stands()) flaws.add(one.about());
        for (var back : returns())
            back.reasons().keySet().stream()
                    .filter(FLAWS_OF_RETURNS::contains)
                    .forEach(reason -> flaws.add(reason.toLowerCase(Locale.ROOT).replace('_', ' ')));
        return flaws;
    }

    /** Amounts by currency, as those that follow. */
    Map<String, Long> postage() {
        var sums = new TreeMap<String, Long>();
        parcels().forEach(parcel -> parcel.postage(sums));
        return sums;
    }

    Map<String, Long> material() {
        var sums = new TreeMap<String, Long>();
        parcels().forEach(parcel -> parcel.material(sums));
        return sums;
    }

    /** What was paid back because of something that went wrong, unless the carrier bears it. */
    Map<String, Long> credits() {
        var sums = new TreeMap<String, Long>();
        cases().forEach(one -> one.credit(sums));
        return sums;
    }
}

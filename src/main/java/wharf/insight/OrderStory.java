package wharf.insight;

import java.time.Duration;
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

/**
 * An order's story, made of all facts told of it so far. What it contributes is a pure function of those facts, whatever the order they came
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

    /** The channel of orders that send something again, at our cost. */
    static final String RESHIP = "reship";

    /** Who begins a fulfilment and closes a parcel within that time has worked on it all the while. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(30);

    static final int SLOT_SECONDS = 300;

    private final Map<UUID, Shipment> shipments = new LinkedHashMap<>();
    private final Map<UUID, Parcel> parcels = new LinkedHashMap<>();
    private final Map<UUID, Claim> claims = new LinkedHashMap<>();
    private final Map<UUID, Return> returns = new LinkedHashMap<>();
    private final List<Told> answers = new ArrayList<>();
    private final List<Told> scans = new ArrayList<>();
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

    private static final class Shipment {
        @Nullable
        UUID site;

        @Nullable
        Instant shipBy;

        @Nullable
        LocalDate deliverBy;

        @Nullable
        Instant plannedAt;

        @Nullable
        Instant releasedAt;

        @Nullable
        Told picking;

        @Nullable
        Told picked;

        @Nullable
        Told packing;

        @Nullable
        Told packed;

        @Nullable
        Instant shippedAt;

        boolean cancelled;
    }

    private static final class Parcel {
        @Nullable
        Told verified;

        final Map<String, Told> labels = new TreeMap<>();

        @Nullable
        String carrier;

        @Nullable
        Instant shippedAt;

        @Nullable
        Told delivered;

        boolean voided;
    }

    private static final class Claim {
        @Nullable
        Told opened;

        @Nullable
        Told decided;

        boolean stands() {
            return decided == null || !decided.text("decision").equals("reject");
        }
    }

    private static final class Return {
        @Nullable
        Told requested;

        @Nullable
        Instant receivedAt;

        long units;

        @Nullable
        Told refunded;

        final Map<String, Long> refunds = new TreeMap<>();
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
            default -> {
                if (fact.type().startsWith("fulfilment.")) takeShipment(fact);
                else if (fact.type().startsWith("parcel.")) takeParcel(fact);
                else if (fact.type().startsWith("case.")) takeClaim(fact);
                else takeReturn(fact);
            }
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

    private void takeShipment(Told fact) {
        var shipment = shipments.computeIfAbsent(fact.subject(), id -> new Shipment());
        switch (fact.type()) {
            case "fulfilment.planned" -> {
                shipment.site = fact.uuid("site");
                shipment.shipBy = fact.instant("shipBy");
                shipment.deliverBy = fact.date("deliverBy");
                shipment.plannedAt = fact.at();
            }
            case "fulfilment.released" -> shipment.releasedAt = fact.at();
            case "fulfilment.picking" -> shipment.picking = shipment.picking == null ? fact : shipment.picking;
            case "fulfilment.picked" -> {
                // The same word for a scan, which has a quantity, and for the state that follows from the last of them.
                if (fact.has("quantity")) scans.add(fact);
                else shipment.picked = fact;
            }
            case "fulfilment.pick_undone" -> scans.add(fact);
            case "fulfilment.packing" -> shipment.packing = fact;
            case "fulfilment.packed" -> shipment.packed = fact;
            case "fulfilment.shipped" -> shipment.shippedAt = fact.at();
            case "fulfilment.cancelled" -> shipment.cancelled = true;
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    private void takeParcel(Told fact) {
        var parcel = parcels.computeIfAbsent(fact.subject(), id -> new Parcel());
        switch (fact.type()) {
            case "parcel.verified" -> parcel.verified = fact;
            case "parcel.labelled" -> {
                parcel.labels.put(fact.text("tracking"), fact);
                parcel.carrier = fact.text("carrier");
            }
            case "parcel.label-voided" -> parcel.labels.remove(fact.text("tracking"));
            case "parcel.voided" -> parcel.voided = true;
            case "parcel.shipped" -> parcel.shippedAt = fact.at();
            case "parcel.delivered" -> parcel.delivered = fact;
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    private void takeClaim(Told fact) {
        var claim = claims.computeIfAbsent(fact.subject(), id -> new Claim());
        if (fact.type().equals("case.opened")) claim.opened = fact;
        else claim.decided = fact;
    }

    private void takeReturn(Told fact) {
        var back = returns.computeIfAbsent(fact.subject(), id -> new Return());
        switch (fact.type()) {
            case "return.requested" -> back.requested = fact;
            case "return.received" -> {
                back.receivedAt = back.receivedAt == null ? fact.at() : back.receivedAt;
                back.units += fact.number("units");
            }
            case "return.count_undone" -> back.units -= fact.number("units");
            case "return.refunded" -> {
                back.refunded = fact;
                back.refunds.merge(fact.text("currency"), fact.number("amountMinor"), Long::sum);
            }
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    /** Whether the order is known at all; facts of one that is not add nothing yet. */
    boolean begun() {
        return placed != null;
    }

    /** What is to be added to the roll-ups, with days as the clocks of its site show them; UTC until it has one. */
    Contribution contribution(Function<UUID, ZoneId> zones) {
        if (placed == null) return Contribution.NONE;
        return new Telling(placed, site(), zones).all();
    }

    /** The part that left last, or will be the last to be planned, says where the order belongs. */
    private @Nullable UUID site() {
        return live().stream()
                .filter(shipment -> shipment.site != null)
                .max(Comparator.comparing((Shipment s) -> s.shippedAt == null ? Instant.MAX : s.shippedAt)
                        .thenComparing(s -> s.plannedAt == null ? Instant.MIN : s.plannedAt))
                .map(shipment -> shipment.site)
                .orElse(null);
    }

    private List<Shipment> live() {
        return shipments.values().stream()
                .filter(shipment -> !shipment.cancelled)
                .toList();
    }

    /** The last of the times if all live parts have one. */
    private @Nullable Instant last(Function<Shipment, @Nullable Instant> time) {
        var times = live().stream().map(time).toList();
        if (times.isEmpty() || times.stream().anyMatch(Objects::isNull)) return null;
        return times.stream()
                .map(Objects::requireNonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Instant at(@Nullable Told fact) {
        return fact == null ? null : fact.at();
    }

    private boolean hasShipped() {
        return shippedAt != null && cancelledAt == null;
    }

    private boolean reshipped() {
        return placed != null && placed.text("channel").equals(RESHIP);
    }

    private @Nullable Instant shipBy() {
        return live().stream()
                .map(shipment -> shipment.shipBy)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean shippedLate() {
        return hasShipped()
                && live().stream()
                        .anyMatch(s -> s.shipBy != null && s.shippedAt != null && s.shippedAt.isAfter(s.shipBy));
    }

    private List<Parcel> sent() {
        return parcels.values().stream()
                .filter(parcel -> !parcel.voided && parcel.shippedAt != null)
                .toList();
    }

    private static @Nullable LocalDate promise(Parcel parcel) {
        return parcel.delivered == null ? null : parcel.delivered.date("promisedBy");
    }

    private @Nullable LocalDate promisedBy() {
        var ofParcels = parcels.values().stream().map(OrderStory::promise).filter(Objects::nonNull);
        return ofParcels
                .max(Comparator.naturalOrder())
                .or(() -> live().stream()
                        .map(shipment -> shipment.deliverBy)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder()))
                .orElse(null);
    }

    private boolean promiseBroken(ZoneId zone) {
        if (deliveredAt == null) return false;
        boolean perParcel = parcels.values().stream().anyMatch(parcel -> promise(parcel) != null);
        if (perParcel) return parcels.values().stream().anyMatch(parcel -> late(parcel, zone));
        var promised = promisedBy();
        return promised != null && day(deliveredAt, zone).isAfter(promised);
    }

    private static boolean late(Parcel parcel, ZoneId zone) {
        var promised = promise(parcel);
        return promised != null
                && parcel.delivered != null
                && day(parcel.delivered.at(), zone).isAfter(promised);
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return LocalDate.ofInstant(at, zone);
    }

    /** Units short at the pack bench, and those that a shopper found wrong or missing. */
    private long wrongUnits() {
        long wrong = shortUnits;
        for (var claim : claims.values())
            if (claim.stands()
                    && claim.opened != null
                    && Set.of("wrong item", "missing item").contains(claim.opened.text("about")))
                wrong += Math.max(1, claim.opened.number("units"));
        for (var back : returns.values()) wrong += reasons(back).getOrDefault("WRONG_ITEM", 0L);
        return wrong;
    }

    /** Such as {@code CHANGED_MIND 2, DAMAGED 1}; a reason without a number is of all units. */
    private static Map<String, Long> reasons(Return back) {
        var reasons = new TreeMap<String, Long>();
        if (back.requested == null) return reasons;
        for (var part : back.requested.text("reasons").split(",")) {
            var words = part.strip().split(" ");
            if (words[0].isEmpty()) continue;
            boolean counted = words.length == 2 && words[1].matches("[0-9]{1,9}");
            reasons.merge(words[0], counted ? Long.parseLong(words[1]) : back.requested.number("units"), Long::sum);
        }
        return reasons;
    }

    /** Why it was not perfect; empty if it was. */
    private Set<String> flaws(ZoneId zone) {
        var flaws = new TreeSet<String>();
        if (promisedBy() == null ? shippedLate() : promiseBroken(zone)) flaws.add("late");
        if (cancelledUnits > 0) flaws.add("incomplete");
        for (var claim : claims.values())
            if (claim.stands() && claim.opened != null) flaws.add(claim.opened.text("about"));
        for (var back : returns.values())
            reasons(back).keySet().stream()
                    .filter(Set.of("DAMAGED", "WRONG_ITEM")::contains)
                    .forEach(reason -> flaws.add(reason.toLowerCase(Locale.ROOT).replace('_', ' ')));
        return flaws;
    }

    /** Amounts by currency. */
    private Map<String, Long> postage() {
        var sums = new TreeMap<String, Long>();
        for (var parcel : parcels.values())
            for (var label : parcel.labels.values())
                sums.merge(
                        label.text("currency"),
                        label.number("postageMinor") / Math.max(1, label.number("sharedBy")),
                        Long::sum);
        return sums;
    }

    private Map<String, Long> material() {
        var sums = new TreeMap<String, Long>();
        for (var parcel : parcels.values())
            if (parcel.verified != null && parcel.verified.has("materialMinor"))
                sums.merge(parcel.verified.text("currency"), parcel.verified.number("materialMinor"), Long::sum);
        return sums;
    }

    /** What was paid back because of something that went wrong, unless the carrier bears it. */
    private Map<String, Long> credits() {
        var sums = new TreeMap<String, Long>();
        for (var claim : claims.values()) {
            var decided = claim.decided;
            if (decided != null
                    && decided.has("amountMinor")
                    && decided.text("decision").equals("refund")
                    && !decided.text("payer").equals("carrier"))
                sums.merge(decided.text("currency"), decided.number("amountMinor"), Long::sum);
        }
        return sums;
    }

    Optional<Summary> summary(Function<UUID, ZoneId> zones) {
        if (placed == null) return Optional.empty();
        var site = site();
        var zone = site == null ? ZoneOffset.UTC : zones.apply(site);
        var cost = new TreeMap<>(postage());
        material().forEach((currency, minor) -> cost.merge(currency, minor, Long::sum));
        credits().forEach((currency, minor) -> cost.merge(currency, minor, Long::sum));
        var dearest = cost.entrySet().stream().max(Map.Entry.comparingByValue());
        var returned = returns.values().stream().filter(r -> r.receivedAt != null && r.units > 0);
        var returnedAt = returned.map(r -> Objects.requireNonNull(r.receivedAt))
                .max(Comparator.naturalOrder())
                .orElse(null);
        var refunded = returns.values().stream()
                .filter(r -> r.receivedAt != null && r.refunded != null)
                .max(Comparator.comparing(
                        (Return r) -> Objects.requireNonNull(r.refunded).at()))
                .orElse(null);
        var csat = answer("CSAT");
        var nps = answer("NPS");
        var flaws = deliveredAt == null || reshipped() ? Set.<String>of() : flaws(zone);
        return Optional.of(new Summary(
                site,
                placed.text("channel"),
                placed.at(),
                hasShipped() ? shippedAt : null,
                shipBy(),
                shippedLate(),
                deliveredAt,
                promisedBy(),
                promiseBroken(zone),
                flaws.isEmpty() ? null : String.join(", ", flaws),
                hasShipped() ? wrongUnits() : 0,
                returnedAt,
                returns.values().stream().mapToLong(r -> Math.max(0, r.units)).sum(),
                refunded == null ? null : at(refunded.refunded),
                refunded == null ? null : seconds(Objects.requireNonNull(refunded.receivedAt), at(refunded.refunded)),
                csat == null ? null : csat.at(),
                csat == null ? null : (int) csat.number("score"),
                nps == null ? null : nps.at(),
                nps == null ? null : (int) nps.number("score"),
                dearest.map(Map.Entry::getValue).orElse(0L),
                dearest.map(Map.Entry::getKey).orElse(null)));
    }

    private @Nullable Told answer(String kind) {
        return answers.stream()
                .filter(answer -> answer.text("kind").equals(kind))
                .max(Comparator.comparing(Told::at).thenComparing(Told::id))
                .orElse(null);
    }

    private static long seconds(Instant from, @Nullable Instant to) {
        return to == null ? 0 : Math.max(0, Duration.between(from, to).toSeconds());
    }

    /** Writes the contribution down. */
    private final class Telling {
        private final Told order;
        private final @Nullable UUID site;
        private final ZoneId zone;
        private final Function<UUID, ZoneId> zones;
        private final List<Contribution.Amount> amounts = new ArrayList<>();
        private final List<Contribution.Span> spans = new ArrayList<>();
        private final List<Contribution.Named> names = new ArrayList<>();
        private final List<Contribution.Mark> marks = new ArrayList<>();

        Telling(Told order, @Nullable UUID site, Function<UUID, ZoneId> zones) {
            this.order = order;
            this.site = site;
            this.zones = zones;
            this.zone = site == null ? ZoneOffset.UTC : zones.apply(site);
        }

        Contribution all() {
            placed();
            steps();
            if (hasShipped() && shippedAt != null) shipped(day(shippedAt, zone));
            if (deliveredAt != null && !reshipped()) delivered(day(deliveredAt, zone));
            claims();
            returns();
            answers.forEach(this::answered);
            picked();
            packed();
            return new Contribution(site, order.text("channel"), amounts, spans, names, marks);
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
            var day = day(order.at(), zone);
            if (reshipped()) {
                count(day, Measure.ORDERS_RESHIPPED, 1);
                return;
            }
            count(day, Measure.ORDERS_PLACED, 1);
            count(day, Measure.UNITS_ORDERED, order.number("units"));
            if (cancelledAt != null) count(day(cancelledAt, zone), Measure.ORDERS_CANCELLED, 1);
            else money(day, Measure.SALES_MINOR, total());
        }

        private void steps() {
            if (cancelledAt != null) return;
            var routed = live().stream()
                    .map(shipment -> shipment.plannedAt)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            var released = last(shipment -> shipment.releasedAt);
            var picked = last(shipment -> at(shipment.picked));
            var packed = last(shipment -> at(shipment.packed));
            span(Step.ROUTE, order.at(), routed);
            span(Step.RELEASE, routed, released);
            span(Step.PICK, released, picked);
            span(Step.PACK, picked, packed);
            span(Step.SHIP, packed, shippedAt);
            span(Step.DELIVER, shippedAt, deliveredAt);
            span(Step.ORDER_TO_SHIPPED, order.at(), shippedAt);
            span(Step.ORDER_TO_DOOR, order.at(), deliveredAt);
        }

        private void span(Step step, @Nullable Instant from, @Nullable Instant to) {
            if (from != null && to != null) spans.add(new Contribution.Span(step, day(to, zone), seconds(from, to)));
        }

        private void shipped(LocalDate day) {
            if (reshipped()) {
                money(day, Measure.RESHIP_MINOR, postage());
                money(day, Measure.RESHIP_MINOR, material());
                return;
            }
            count(day, Measure.ORDERS_SHIPPED, 1);
            long verified = sent().stream()
                    .filter(parcel -> parcel.verified != null)
                    .mapToLong(parcel -> Objects.requireNonNull(parcel.verified).number("units"))
                    .sum();
            long units = verified > 0 ? verified : order.number("units");
            count(day, Measure.UNITS_SHIPPED, units);
            if (shipBy() != null) {
                count(day, Measure.SHIPPED_DUE, 1);
                if (!shippedLate()) count(day, Measure.SHIPPED_ON_TIME, 1);
            }
            long scanned = scanned();
            count(day, Measure.UNITS_PICKED, scanned > 0 ? scanned : units);
            count(day, Measure.UNITS_PICKED_WRONG, wrongUnits());
            money(day, Measure.SHIPPED_SALES_MINOR, total());
            money(day, Measure.POSTAGE_MINOR, postage());
            money(day, Measure.MATERIAL_MINOR, material());
            money(day, Measure.CREDIT_MINOR, credits());
        }

        private long scanned() {
            return scans.stream().mapToLong(OrderStory::scannedUnits).sum();
        }

        private void delivered(LocalDate day) {
            count(day, Measure.ORDERS_DELIVERED, 1);
            if (promisedBy() != null) {
                count(day, Measure.DELIVERED_PROMISED, 1);
                if (!promiseBroken(zone)) count(day, Measure.PROMISE_KEPT, 1);
            }
            if (flaws(zone).isEmpty()) count(day, Measure.ORDERS_PERFECT, 1);
            for (var parcel : parcels.values()) {
                var arrived = parcel.delivered;
                if (arrived == null || promise(parcel) == null) continue;
                var carrier = arrived.has("carrier") ? arrived.text("carrier") : parcel.carrier;
                if (carrier != null && !carrier.isEmpty())
                    names.add(new Contribution.Named(
                            Contribution.Kind.CARRIER,
                            day(arrived.at(), zone),
                            carrier,
                            1,
                            late(parcel, zone) ? 0 : 1));
            }
        }

        private void claims() {
            for (var claim : claims.values()) {
                if (claim.opened == null) continue;
                var day = day(claim.opened.at(), zone);
                count(day, Measure.CASES_OPENED, 1);
                names.add(new Contribution.Named(
                        Contribution.Kind.CASE_REASON, day, claim.opened.text("about"), 1, claim.stands() ? 0 : 1));
            }
        }

        private void returns() {
            for (var back : returns.values()) {
                if (back.receivedAt != null && back.units > 0) {
                    var day = day(back.receivedAt, zone);
                    count(day, Measure.RETURNS_RECEIVED, 1);
                    count(day, Measure.UNITS_RETURNED, back.units);
                    var reasons = reasons(back);
                    reasons.forEach((reason, units) ->
                            names.add(new Contribution.Named(Contribution.Kind.RETURN_REASON, day, reason, units, 0)));
                }
                if (back.refunded != null) {
                    span(Step.ARRIVAL_TO_REFUND, back.receivedAt, back.refunded.at());
                    money(day(back.refunded.at(), zone), Measure.REFUNDED_MINOR, back.refunds);
                }
            }
        }

        private void answered(Told answer) {
            var day = day(answer.at(), zone);
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

        /** Each scan is work in its five minutes; without scans, the time between the first and the last of a fulfilment is. */
        private void picked() {
            for (var scan : scans) mark(Contribution.Labour.PICK, scan, scan.uuid("site"), null, scannedUnits(scan));
            if (!scans.isEmpty()) return;
            var left = new Units(order.number("units"), live().size());
            for (var shipment : live())
                if (shipment.picked != null)
                    mark(Contribution.Labour.PICK, shipment.picked, shipment.site, shipment.picking, left.next());
        }

        private void packed() {
            var verified = parcels.values().stream()
                    .map(parcel -> parcel.verified)
                    .filter(Objects::nonNull)
                    .toList();
            for (var parcel : verified) {
                var since = live().stream()
                        .map(shipment -> shipment.packing)
                        .filter(packing -> packing != null && !packing.at().isAfter(parcel.at()))
                        .map(Objects::requireNonNull)
                        .max(Comparator.comparing(Told::at))
                        .orElse(null);
                mark(Contribution.Labour.PACK, parcel, parcel.uuid("site"), since, parcel.number("units"));
            }
            if (!verified.isEmpty()) return;
            var left = new Units(order.number("units"), live().size());
            for (var shipment : live())
                if (shipment.packed != null)
                    mark(Contribution.Labour.PACK, shipment.packed, shipment.site, shipment.packing, left.next());
        }

        /** Marks the five minutes of the end, with the units, and those since the beginning if the same person began. */
        private void mark(Contribution.Labour step, Told end, @Nullable UUID at, @Nullable Told begin, long units) {
            var where = at == null ? site : at;
            if (where == null || end.person() == null) return;
            var there = zones.apply(where);
            long last = slot(end.at());
            long first = begin != null
                            && end.person().equals(begin.person())
                            && Duration.between(begin.at(), end.at()).compareTo(LONGEST_WORK) <= 0
                    ? slot(begin.at())
                    : last;
            for (long slot = first; slot <= last; slot += SLOT_SECONDS)
                marks.add(new Contribution.Mark(
                        where,
                        end.person(),
                        step,
                        slot,
                        day(Instant.ofEpochSecond(slot), there),
                        slot == last ? units : 0));
        }
    }

    private static long slot(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SLOT_SECONDS) * SLOT_SECONDS;
    }

    private static long scannedUnits(Told scan) {
        return scan.type().equals("fulfilment.pick_undone") ? -scan.number("quantity") : scan.number("quantity");
    }

    /** Units split evenly over parts; the first ones bear the rest. */
    private static final class Units {
        private long left;
        private int parts;

        Units(long units, int parts) {
            this.left = units;
            this.parts = parts;
        }

        long next() {
            long share = Math.ceilDiv(left, Math.max(1, parts--));
            left -= share;
            return share;
        }
    }
}

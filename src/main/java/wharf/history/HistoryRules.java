package wharf.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import wharf.shared.Problem;
import wharf.shared.Texts;

/** What makes a finished order acceptable beside the rules of every order: times that follow each other, and units that add up. */
final class HistoryRules {
    static final int MOST_SHIPMENTS = 20;
    static final int OLDEST_YEARS = 9;
    private static final int MOST_PARTS = 20;
    private static final long MOST_MONEY = 1_000_000_000_000L;
    private static final Pattern CARRIER = Pattern.compile("[A-Z][A-Z0-9_]{1,30}");
    private static final Set<String> GRADES = Set.of("A", "B", "C");
    private static final Set<String> CASE_REASONS =
            Set.of("DAMAGED", "MISSING_ITEM", "WRONG_ITEM", "NOT_RECEIVED", "RETURNED_TO_SENDER", "LOST");
    private static final Set<String> OPENERS = Set.of("SHOPPER", "CARRIER", "OPERATOR");
    private static final Set<String> DECISIONS = Set.of("RESHIP", "REFUND", "CARRIER_CLAIM", "REJECT");
    private static final Set<String> PAYERS = Set.of("MERCHANT", "OPERATOR", "CARRIER");

    private static final Set<String> SURVEYS = Set.of("CSAT", "NPS");

    private final Instant now;
    private final List<Problem> problems = new ArrayList<>();

    private HistoryRules(Instant now) {
        this.now = now;
    }

    /** What is wrong with it whatever is in the database. */
    static List<Problem> problems(@Nullable HistoricOrder historic, Instant now) {
        var rules = new HistoryRules(now);
        if (historic == null || historic.order() == null)
            return List.of(Problem.of("required", "order", null, "Give the order itself."));
        rules.check(historic);
        return rules.problems.stream().distinct().toList();
    }

    private void check(HistoricOrder historic) {
        var placedAt = historic.order() == null ? null : historic.order().placedAt();
        var times = new LinkedHashMap<String, @Nullable Instant>();
        times.put("order.placedAt", placedAt);
        times.put("acceptedAt", historic.acceptedAt());
        required("order.placedAt", placedAt);
        if (placedAt != null && placedAt.isBefore(now.minus(Duration.ofDays(365L * OLDEST_YEARS))))
            add("too-old", "order.placedAt", placedAt, "Only the last " + OLDEST_YEARS + " years are kept.");
        ordered(times);
        var accepted = historic.acceptedAt() == null ? placedAt : historic.acceptedAt();
        var shipments = list("shipments", historic.shipments(), MOST_SHIPMENTS);
        for (int i = 0; i < shipments.size(); i++)
            shipment("shipments[" + i + "]", accepted, shipments.get(i), shipments.size() > 1);
        var left = firstLeft(shipments);
        var returns = list("returns", historic.returns(), MOST_PARTS);
        for (int i = 0; i < returns.size(); i++) returned("returns[" + i + "]", left, returns.get(i));
        var cases = list("cases", historic.cases(), MOST_PARTS);
        for (int i = 0; i < cases.size(); i++) oneCase("cases[" + i + "]", cases.get(i), shipments);
        var surveys = list("surveys", historic.surveys(), 2);
        for (int i = 0; i < surveys.size(); i++) survey("surveys[" + i + "]", left, surveys.get(i));
        if (surveys.stream().map(HistoricOrder.Survey::kind).distinct().count() < surveys.size())
            add("twice", "surveys", surveys.size(), "A shopper answers each kind of survey once; give one of each.");
        if (shipments.isEmpty() && !(returns.isEmpty() && cases.isEmpty()))
            add(
                    "nothing-shipped",
                    "shipments",
                    null,
                    "What was never shipped cannot come back or go wrong on the way.");
    }

    private <T> List<T> list(String field, @Nullable List<@Nullable T> given, int most) {
        var all = new ArrayList<T>();
        if (given == null) return all;
        if (given.size() > most) {
            add("too-many", field, given.size(), "Give at most " + most + ".");
            return all;
        }
        for (int i = 0; i < given.size(); i++) {
            var one = given.get(i);
            if (one == null)
                add("required", field + "[" + i + "]", null, "This entry is null; leave it out or fill it.");
            else all.add(one);
        }
        return all;
    }

    private void shipment(
            String path, @Nullable Instant accepted, HistoricOrder.Shipment shipment, boolean severalShipments) {
        Texts.require(problems, path + ".warehouse", shipment.warehouse(), 50);
        Texts.require(problems, path + ".service", shipment.service(), 50);
        Texts.require(problems, path + ".packaging", shipment.packaging(), 50);
        Texts.check(problems, path + ".carrierService", shipment.carrierService(), 50);
        Texts.require(problems, path + ".tracking", shipment.tracking(), 100);
        Texts.check(problems, path + ".pickedBy", shipment.pickedBy(), 100);
        Texts.check(problems, path + ".packedBy", shipment.packedBy(), 100);
        carrier(path + ".carrier", shipment.carrier());
        millimetres(path + ".lengthMm", shipment.lengthMm());
        millimetres(path + ".widthMm", shipment.widthMm());
        millimetres(path + ".heightMm", shipment.heightMm());
        needed(path + ".weightGrams", shipment.weightGrams(), 1, 2_000_000);
        amount(path + ".postageMinor", shipment.postageMinor(), true);
        amount(path + ".materialMinor", shipment.materialMinor(), false);
        var materials = list(path + ".materials", shipment.materials(), MOST_PARTS);
        for (int i = 0; i < materials.size(); i++) {
            Texts.require(
                    problems,
                    path + ".materials[" + i + "].code",
                    materials.get(i).code(),
                    32);
            needed(path + ".materials[" + i + "].quantity", materials.get(i).quantity(), 1, 10_000);
        }
        required(path + ".shippedAt", shipment.shippedAt());
        if ((shipment.deliveredAt() == null) == (shipment.lostAt() == null))
            add(
                    "not-finished",
                    path + ".deliveredAt",
                    shipment.deliveredAt(),
                    "Say when it was delivered, or else when it was known to be lost; what is still on its way is no history.");
        var times = new LinkedHashMap<String, @Nullable Instant>();
        times.put("acceptedAt", accepted);
        times.put(path + ".routedAt", shipment.routedAt());
        times.put(path + ".releasedAt", shipment.releasedAt());
        times.put(path + ".pickingAt", shipment.pickingAt());
        times.put(path + ".pickedAt", shipment.pickedAt());
        times.put(path + ".packingAt", shipment.packingAt());
        times.put(path + ".packedAt", shipment.packedAt());
        times.put(path + ".shippedAt", shipment.shippedAt());
        times.put(path + ".outForDeliveryAt", shipment.outForDeliveryAt());
        times.put(path + ".deliveredAt", shipment.deliveredAt());
        times.put(path + ".lostAt", shipment.lostAt());
        ordered(times);
        if (severalShipments && shipment.lines() == null)
            add("required", path + ".lines", null, "Where an order left in several shipments, say what was in each.");
        units(path + ".lines", shipment.lines());
        if (shipment.shipBy() != null) near(path + ".shipBy", shipment.shipBy(), shipment.shipBy());
        if (shipment.promisedBy() != null) {
            long day = Math.clamp(shipment.promisedBy().toEpochDay(), -100_000, 100_000);
            near(path + ".promisedBy", shipment.promisedBy(), Instant.ofEpochSecond(day * 86_400));
        }
    }

    private void near(String field, Object value, Instant at) {
        if (at.isBefore(now.minus(Duration.ofDays(366L * OLDEST_YEARS))) || at.isAfter(now.plus(Duration.ofDays(366))))
            add("out-of-range", field, value, "Give a day of the last " + OLDEST_YEARS + " years, or of the next.");
    }

    private void carrier(String field, @Nullable String carrier) {
        if (carrier == null || !CARRIER.matcher(carrier).matches())
            add(
                    "bad-carrier",
                    field,
                    carrier,
                    "Write the carrier in capital letters, digits and underscores, 2 to 31 of them: UPS.");
        else if (carrier.equals("DEMO"))
            add(
                    "simulated-carrier",
                    field,
                    carrier,
                    "DEMO is this program's simulator and has no past; name the carrier.");
    }

    private void returned(String path, @Nullable Instant left, HistoricOrder.Return back) {
        Texts.require(problems, path + ".reason", back.reason(), 30);
        Texts.check(problems, path + ".warehouse", back.warehouse(), 50);
        oneOf(path + ".grade", back.grade(), GRADES);
        amount(path + ".refundMinor", back.refundMinor(), true);
        if (back.lines() == null || back.lines().isEmpty())
            add("required", path + ".lines", null, "Say what came back.");
        units(path + ".lines", back.lines());
        required(path + ".requestedAt", back.requestedAt());
        required(path + ".arrivedAt", back.arrivedAt());
        var times = new LinkedHashMap<String, @Nullable Instant>();
        times.put("the first shipment's shippedAt", left);
        times.put(path + ".requestedAt", back.requestedAt());
        times.put(path + ".handedInAt", back.handedInAt());
        times.put(path + ".arrivedAt", back.arrivedAt());
        times.put(path + ".gradedAt", back.gradedAt());
        times.put(path + ".refundedAt", back.refundedAt());
        ordered(times);
    }

    private static @Nullable Instant firstLeft(List<HistoricOrder.Shipment> shipments) {
        Instant first = null;
        for (var shipment : shipments) {
            var at = shipment.shippedAt();
            if (at != null && (first == null || at.isBefore(first))) first = at;
        }
        return first;
    }

    private void oneCase(String path, HistoricOrder.Case one, List<HistoricOrder.Shipment> shipments) {
        oneOf(path + ".reason", one.reason(), CASE_REASONS);
        oneOf(path + ".decision", one.decision(), DECISIONS);
        oneOf(path + ".payer", one.payer(), PAYERS);
        if (one.openedBy() != null) oneOf(path + ".openedBy", one.openedBy(), OPENERS);
        Texts.check(problems, path + ".text", one.text(), 2000);
        Texts.require(problems, path + ".because", one.because(), 500);
        Texts.check(problems, path + ".outcome", one.outcome(), 500);
        Texts.check(problems, path + ".reshipExternalId", one.reshipExternalId(), 100);
        boolean money = "REFUND".equals(one.decision()) || "CARRIER_CLAIM".equals(one.decision());
        amount(path + ".amountMinor", one.amountMinor(), money);
        if (money && one.amountMinor() != null && one.amountMinor() == 0)
            add("out-of-range", path + ".amountMinor", 0, "Say how much, above zero.");
        int number = one.shipment() == null ? 1 : one.shipment();
        if (number < 1 || number > shipments.size()) {
            add("no-such-shipment", path + ".shipment", number, "Name one of the shipments, counted from 1.");
            return;
        }
        required(path + ".openedAt", one.openedAt());
        var times = new LinkedHashMap<String, @Nullable Instant>();
        times.put(
                "shipments[" + (number - 1) + "].shippedAt",
                shipments.get(number - 1).shippedAt());
        times.put(path + ".openedAt", one.openedAt());
        times.put(path + ".decidedAt", one.decidedAt());
        times.put(path + ".closedAt", one.closedAt());
        ordered(times);
    }

    private void survey(String path, @Nullable Instant left, HistoricOrder.Survey survey) {
        oneOf(path + ".kind", survey.kind(), SURVEYS);
        boolean nps = "NPS".equals(survey.kind());
        needed(path + ".score", survey.score(), nps ? 0 : 1, nps ? 10 : 5);
        required(path + ".answeredAt", survey.answeredAt());
        var times = new LinkedHashMap<String, @Nullable Instant>();
        times.put("the first shipment's shippedAt", left);
        times.put(path + ".answeredAt", survey.answeredAt());
        ordered(times);
    }

    private void units(String path, @Nullable List<HistoricOrder.@Nullable Units> lines) {
        var seen = new HashMap<Integer, Integer>();
        var all = list(path, lines, 1000);
        for (int i = 0; i < all.size(); i++) {
            var units = all.get(i);
            needed(path + "[" + i + "].line", units.line(), 1, 10_000);
            needed(path + "[" + i + "].quantity", units.quantity(), 1, 1_000_000);
            if (units.line() != null && seen.put(units.line(), i) != null)
                add("twice", path + "[" + i + "].line", units.line(), "Name each line once, with all its units.");
        }
    }

    /** Every time that is given must be in the past, and none before the one above it. */
    private void ordered(Map<String, @Nullable Instant> times) {
        String before = null;
        Instant last = null;
        for (var entry : times.entrySet()) {
            var at = entry.getValue();
            if (at == null) continue;
            if (at.isAfter(now) && entry.getKey().contains("At"))
                add("in-the-future", entry.getKey(), at, "History is over: give a time before now, " + now + ".");
            if (last != null && at.isBefore(last))
                add("out-of-order", entry.getKey(), at, "This is before " + before + ", " + last + ".");
            last = at;
            before = entry.getKey();
        }
    }

    private void required(String field, @Nullable Instant at) {
        if (at == null) add("required", field, null, "Say when, such as 2026-05-04T13:30:00Z.");
    }

    private void oneOf(String field, @Nullable String value, Set<String> known) {
        if (value == null || !known.contains(value))
            add(
                    "unknown-value",
                    field,
                    value,
                    "Give one of " + String.join(", ", new java.util.TreeSet<>(known)) + ".");
    }

    private void millimetres(String field, @Nullable Integer value) {
        needed(field, value, 1, 6000);
    }

    private void needed(String field, @Nullable Integer value, int least, int most) {
        if (value == null || value < least || value > most)
            add("out-of-range", field, value, "Give a whole number from " + least + " to " + most + ".");
    }

    private void amount(String field, @Nullable Long minor, boolean needed) {
        if (minor == null ? needed : minor < 0 || minor > MOST_MONEY)
            add("out-of-range", field, minor, "Give an amount in minor units from 0 to " + MOST_MONEY + ".");
    }

    private void add(String code, String field, @Nullable Object value, String message) {
        problems.add(Problem.of(code, field, value, message));
    }
}

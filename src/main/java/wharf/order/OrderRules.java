package wharf.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wharf.geography.AddressProblem;
import wharf.geography.Addresses;
import wharf.geography.Currencies;
import wharf.geography.Strictness;
import wharf.payment.Method;
import wharf.shared.Problem;
import wharf.shared.Texts;

/** What makes an order acceptable, field by field, before anything is looked up. */
final class OrderRules {
    static final int MOST_LINES = 1000;
    static final long MOST_MONEY = 1_000_000_000_000L;
    /** Clocks differ, and some channels send local times as if they were UTC. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final int MOST_QUANTITY = 1_000_000;
    private static final Set<String> LOCALES = Set.of(Locale.getISOLanguages());
    private static final String METHODS =
            Arrays.stream(Method.values()).map(Method::name).collect(Collectors.joining(", "));

    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}([-_][A-Za-z]{2})?");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;\"]+@[^@\\s<>,;\"]+");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[ -]");
    private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{13,19}");

    private OrderRules() {}

    /** @param now business time */
    static List<Problem> problems(NewOrder order, Instant now) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "channel", order.channel(), 50);
        Texts.require(problems, "externalId", order.externalId(), 100);
        Texts.check(problems, "service", order.service(), 50);
        Texts.check(problems, "note", order.note(), 2000);
        range(problems, "revision", order.revision(), 0, Integer.MAX_VALUE);
        range(problems, "priority", order.priority(), -100, 100);
        currency(problems, order.currency());
        locale(problems, order.locale());
        email(problems, order.email());
        amount(problems, "discountMinor", order.discountMinor());
        amount(problems, "shippingMinor", order.shippingMinor());
        amount(problems, "taxMinor", order.taxMinor());
        amount(problems, "totalMinor", order.totalMinor());
        placedAt(problems, order.placedAt(), now);
        lines(problems, order.lines());
        address(problems, order);
        tenders(problems, order.tenders());
        instructions(problems, order);
        return problems;
    }

    private static void lines(List<Problem> problems, @Nullable List<NewOrder.@Nullable Line> lines) {
        if (lines == null || lines.isEmpty()) {
            problems.add(Problem.of("required", "lines", null, "An order needs at least one line."));
            return;
        }
        if (lines.size() > MOST_LINES) {
            problems.add(Problem.of(
                    "too-many", "lines", lines.size(), "An order has at most " + MOST_LINES + " lines; split it."));
            return;
        }
        for (int i = 0; i < lines.size(); i++) line(problems, "lines[" + i + "]", lines.get(i));
    }

    private static void line(List<Problem> problems, String path, NewOrder.@Nullable Line line) {
        if (line == null) {
            problems.add(Problem.of("required", path, null, "This line is null; leave it out or fill it."));
            return;
        }
        Texts.require(problems, path + ".sku", line.sku(), 100);
        Texts.check(problems, path + ".title", line.title(), 500);
        if (line.quantity() == null)
            problems.add(Problem.of("required", path + ".quantity", null, "A line needs a quantity of 1 or more."));
        range(problems, path + ".quantity", line.quantity(), 1, MOST_QUANTITY);
        if (line.unitPriceMinor() == null) {
            problems.add(Problem.of(
                    "required",
                    path + ".unitPriceMinor",
                    null,
                    "A line needs its unit price in minor units; 0 if free."));
        }
        amount(problems, path + ".unitPriceMinor", line.unitPriceMinor());
        amount(problems, path + ".discountMinor", line.discountMinor());
        amount(problems, path + ".taxMinor", line.taxMinor());
        if (line.properties() != null) properties(problems, path + ".properties", line.properties());
    }

    private static void properties(List<Problem> problems, String path, java.util.Map<String, String> properties) {
        if (properties.size() > 50) {
            problems.add(Problem.of("too-many", path, properties.size(), "A line has at most 50 properties."));
            return;
        }
        properties.forEach((key, value) -> {
            Texts.require(problems, path, key, 100);
            Texts.check(problems, path + "." + key, value, 1000);
        });
    }

    private static void address(List<Problem> problems, NewOrder order) {
        if (order.shipTo() == null) {
            boolean needed = order.lines() == null
                    || order.lines().stream().anyMatch(line -> line == null || !Boolean.TRUE.equals(line.elsewhere()));
            if (needed)
                problems.add(Problem.of(
                        "required",
                        "shipTo",
                        null,
                        "Say where the order goes: name, line1, city, postcode and country."));
            return;
        }
        // A channel has already sold: what is only doubtful is taken and shown to a person; a checkout can still ask
        // the shopper.
        var strictness = order.shortage() == NewOrder.Shortage.BACKORDER ? Strictness.LENIENT : Strictness.STRICT;
        for (var problem : Addresses.check(order.shipTo(), strictness)) {
            if (problem.severity() == AddressProblem.Severity.ERROR) {
                problems.add(
                        Problem.of("bad-address", "shipTo." + problem.field(), problem.value(), problem.message()));
            }
        }
    }

    private static void tenders(List<Problem> problems, @Nullable List<NewOrder.@Nullable Tender> tenders) {
        if (tenders == null) return;
        if (tenders.size() > 20)
            problems.add(Problem.of("too-many", "tenders", tenders.size(), "An order has at most 20 tenders."));
        for (int i = 0; i < tenders.size(); i++) {
            var path = "tenders[" + i + "]";
            var tender = tenders.get(i);
            if (tender == null
                    || tender.method() == null
                    || Arrays.stream(Method.values()).noneMatch(m -> m.name().equals(tender.method()))) {
                problems.add(Problem.of(
                        "unknown-method",
                        path + ".method",
                        tender == null ? null : tender.method(),
                        "Give one of " + METHODS + "."));
                continue;
            }
            if (tender.amountMinor() == null)
                problems.add(Problem.of(
                        "required", path + ".amountMinor", null, "A tender needs its amount in minor units."));
            amount(problems, path + ".amountMinor", tender.amountMinor());
            Texts.check(problems, path + ".instrument", tender.instrument(), 200);
            if (!isDirect(tender)
                    && (tender.instrument() == null || tender.instrument().isBlank())) {
                problems.add(Problem.of(
                        "required",
                        path + ".instrument",
                        null,
                        "A tender to be authorised needs the PSP's token; or set direct to true."));
            }
            if (tender.instrument() != null && looksLikeCardNumber(tender.instrument())) {
                problems.add(cardNumber(path + ".instrument"));
            }
        }
    }

    static boolean isDirect(NewOrder.Tender tender) {
        return Boolean.TRUE.equals(tender.direct());
    }

    static Problem cardNumber(String field) {
        return Problem.of(
                "card-number",
                field,
                "(hidden)",
                "This looks like a card number; send the PSP's token, never the number.");
    }

    /** 13 to 19 digits (spaces and dashes aside) that pass the Luhn check (ISO/IEC 7812-1). */
    static boolean looksLikeCardNumber(String text) {
        var digits = BETWEEN_DIGITS.matcher(text).replaceAll("");
        if (!CARD_NUMBER.matcher(digits).matches()) return false;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }

    private static void instructions(List<Problem> problems, NewOrder order) {
        if (order.instructions() == null) return;
        if (order.instructions().size() > 50) {
            problems.add(Problem.of(
                    "too-many", "instructions", order.instructions().size(), "An order has at most 50 instructions."));
        }
        for (int i = 0; i < order.instructions().size(); i++) {
            var path = "instructions[" + i + "]";
            var instruction = order.instructions().get(i);
            if (instruction == null) {
                problems.add(Problem.of("required", path, null, "This instruction is null; leave it out or fill it."));
                continue;
            }
            Texts.require(problems, path + ".text", instruction.text(), 2000);
            oneOf(problems, path + ".type", instruction.type(), List.of("INFORM", "ACKNOWLEDGE", "DOCUMENT"));
            if (instruction.stage() != null)
                oneOf(problems, path + ".stage", instruction.stage(), List.of("PICK", "PACK", "LABEL"));
            range(
                    problems,
                    path + ".line",
                    instruction.line(),
                    1,
                    order.lines() == null ? 1 : Math.max(1, order.lines().size()));
        }
    }

    private static void placedAt(List<Problem> problems, @Nullable Instant placedAt, Instant now) {
        if (placedAt == null) return;
        if (placedAt.isBefore(Instant.parse("2000-01-01T00:00:00Z")) || placedAt.isAfter(now.plus(AHEAD)))
            problems.add(Problem.of(
                    "out-of-range",
                    "placedAt",
                    placedAt,
                    "Give an instant from the year 2000 on that is not to come, or leave it out for now."));
    }

    private static void currency(List<Problem> problems, @Nullable String currency) {
        if (currency == null) return;
        if (!Currencies.isKnown(currency)) {
            problems.add(Problem.of("unknown-currency", "currency", currency, "Give an ISO 4217 code such as USD."));
        }
    }

    private static void locale(List<Problem> problems, @Nullable String locale) {
        if (locale == null) return;
        if (!LOCALES.contains(locale.length() < 2 ? locale : locale.substring(0, 2))
                || !LOCALE.matcher(locale).matches()) {
            problems.add(Problem.of(
                    "unknown-locale",
                    "locale",
                    locale,
                    "Give a language such as en, es, pt or fr, optionally with a country."));
        }
    }

    private static void email(List<Problem> problems, @Nullable String email) {
        if (email == null) return;
        Texts.check(problems, "email", email, 254);
        if (!EMAIL.matcher(email).matches()) {
            problems.add(Problem.of(
                    "bad-email", "email", email, "This is not an e-mail address; correct it or leave it out."));
        }
    }

    private static void oneOf(List<Problem> problems, String field, @Nullable String value, List<String> known) {
        if (value == null || !known.contains(value)) {
            problems.add(Problem.of("unknown-value", field, value, "Give one of " + String.join(", ", known) + "."));
        }
    }

    private static void amount(List<Problem> problems, String field, @Nullable Long minor) {
        if (minor != null && (minor < 0 || minor > MOST_MONEY)) {
            problems.add(Problem.of(
                    "out-of-range", field, minor, "Give an amount in minor units from 0 to " + MOST_MONEY + "."));
        }
    }

    private static void range(List<Problem> problems, String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            problems.add(Problem.of(
                    "out-of-range", field, value, "Give a whole number from " + least + " to " + most + "."));
        }
    }
}

package wharf.yours;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wharf.geography.Address;
import wharf.geography.Addresses;
import wharf.geography.Countries;
import wharf.geography.Located;
import wharf.geography.Places;
import wharf.geography.Precision;
import wharf.yours.csv.Dates;
import wharf.yours.csv.Field;
import wharf.yours.csv.Format;
import wharf.yours.csv.Numbers;

/**
 * Makes an order of its rows. What stands in several rows of it is taken from the first that says it; what is missing is assumed where that
 * does no harm, and told. Plain Java.
 */
final class Assembly {
    private static final int MOST_UNITS = 100_000;
    private static final long MOST_MINOR = 100_000_000_000L;
    private static final Set<String> CALLED_OFF = Set.of(
            "cancelled",
            "canceled",
            "unavailable",
            "refunded",
            "voided",
            "failed",
            "trash",
            "expired",
            "cancelado",
            "anulado",
            "storniert",
            "annulee",
            "wc-cancelled",
            "wc-refunded",
            "wc-failed");
    private static final Set<String> SHIPPED = Set.of(
            "shipped",
            "delivered",
            "fulfilled",
            "completed",
            "complete",
            "closed",
            "enviado",
            "entregado",
            "entregue",
            "versendet",
            "livree",
            "wc-completed");

    private final Settings settings;
    private final Map<Integer, Format> formats;
    private final List<TrialProblem> problems = new ArrayList<>();
    private final String ref;
    private final List<Staged> rows;
    private final @Nullable Staged customer;

    private Assembly(
            Settings settings, Map<Integer, Format> formats, String ref, List<Staged> rows, @Nullable Staged customer) {
        this.settings = settings;
        this.formats = formats;
        this.ref = ref;
        this.rows = rows;
        this.customer = customer;
    }

    record Assembled(TrialOrder order, List<TrialProblem> problems) {}

    /**
     * @param formats of the files, by their number
     * @param rows of the order, in the order of the files
     * @param customers by customer number
     * @param unread a row of the order could not be read at all
     */
    static Assembled order(
            Settings settings,
            Map<Integer, Format> formats,
            String ref,
            List<Staged> rows,
            Map<String, Staged> customers,
            boolean unread) {
        var number = rows.stream()
                .map(row -> row.text(Field.CUSTOMER_ID))
                .filter(text -> !text.isEmpty())
                .findFirst();
        var assembly = new Assembly(
                settings, formats, ref, rows, number.map(customers::get).orElse(null));
        return assembly.assemble(unread);
    }

    private record Said(String value, int file, long line) {
        static final Said NOTHING = new Said("", -1, -1);

        boolean nothing() {
            return value.isEmpty();
        }
    }

    private Assembled assemble(boolean unread) {
        var status = said(Field.STATUS).value().toLowerCase(Locale.ROOT);
        boolean calledOff =
                CALLED_OFF.contains(status) || !said(Field.CANCELLED_AT).nothing();
        var currency = currency();
        var placedAt = placedAt();
        var address = address();
        var where = where(address);
        var lines = lines(currency);
        var shipping = shipping(currency);
        var discount = amount(Field.DISCOUNT, currency).map(Math::abs);
        var tax = amount(Field.TAX, currency);
        if (unread)
            severe(
                    Said.NOTHING,
                    "row",
                    null,
                    "A row of this order could not be read; mend it and drop the file again.");
        if (lines.isEmpty() && !calledOff)
            severe(Said.NOTHING, Field.SKU.label(), null, "The order has no line, so nobody knows what to ship.");
        if (!calledOff) total(lines, shipping, discount, tax, currency);
        var told = calledOff ? List.<TrialProblem>of() : List.copyOf(problems);
        boolean unfit = told.stream().anyMatch(TrialProblem::severe);
        var state = calledOff ? TrialOrder.State.CALLED_OFF : unfit ? TrialOrder.State.UNFIT : TrialOrder.State.FIT;
        var note = said(Field.NOTE).value();
        return new Assembled(
                new TrialOrder(
                        ref,
                        state,
                        SHIPPED.contains(status),
                        placedAt,
                        address,
                        where.map(Located::latitude).orElse(null),
                        where.map(Located::longitude).orElse(null),
                        lines,
                        currency,
                        shipping.orElse(null),
                        discount.orElse(null),
                        tax.orElse(null),
                        note.isEmpty() ? null : note),
                told);
    }

    private void severe(Said where, String field, @Nullable String value, String message) {
        problems.add(TrialProblem.severe(file(where), line(where), ref, field, value, message));
    }

    private void slight(Said where, String field, @Nullable String value, String message) {
        problems.add(TrialProblem.slight(file(where), line(where), ref, field, value, message));
    }

    private @Nullable Integer file(Said said) {
        return said.file() >= 0
                ? (Integer) said.file()
                : rows.isEmpty() ? null : (Integer) rows.getFirst().fileNo();
    }

    private @Nullable Long line(Said said) {
        return said.line() >= 0
                ? (Long) said.line()
                : rows.isEmpty() ? null : (Long) rows.getFirst().line();
    }

    /** What the first row that says anything about the field says. */
    private Said said(Field field) {
        Said first = Said.NOTHING;
        for (var row : rows) {
            var text = row.text(field);
            if (text.isEmpty()) continue;
            if (first.nothing()) first = new Said(text, row.fileNo(), row.line());
            else if (!first.value().equals(text) && field.group() == Field.Group.DESTINATION) {
                slight(
                        new Said(text, row.fileNo(), row.line()),
                        field.label(),
                        text,
                        "Another row of this order says " + first.value() + "; that was taken.");
                break;
            }
        }
        if (first.nothing() && customer != null && !customer.text(field).isEmpty())
            return new Said(customer.text(field), customer.fileNo(), customer.line());
        return first;
    }

    private Format format(Said said) {
        return Objects.requireNonNull(formats.get(said.file()));
    }

    private String currency() {
        var said = said(Field.CURRENCY);
        if (said.nothing()) return settings.currency();
        var code = said.value().toUpperCase(Locale.ROOT);
        if (Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equals(code))) return code;
        severe(said, Field.CURRENCY.label(), said.value(), "This is no ISO 4217 code; write one such as USD.");
        return settings.currency();
    }

    private @Nullable Instant placedAt() {
        var said = said(Field.PLACED_AT);
        if (said.nothing()) {
            slight(
                    said,
                    Field.PLACED_AT.label(),
                    null,
                    "No time is given; the order is tried as if placed at noon today.");
            return null;
        }
        var pattern = format(said).dates();
        var found = pattern == null ? Optional.<Instant>empty() : Dates.parse(said.value(), pattern, settings.zoneId());
        if (found.isEmpty())
            severe(
                    said,
                    Field.PLACED_AT.label(),
                    said.value(),
                    pattern == null
                            ? "No pattern of dates was recognised; choose one on the mapping screen."
                            : "This is no date written " + Dates.shown(pattern)
                                    + "; mend it, or choose another pattern.");
        return found.orElse(null);
    }

    private Address address() {
        var name = said(Field.NAME).value();
        if (name.isEmpty())
            name = (said(Field.FIRST_NAME).value() + " " + said(Field.LAST_NAME).value()).strip();
        var written = said(Field.COUNTRY);
        var country = written.nothing()
                ? settings.country()
                : Countries.codeOf(written.value()).orElse("");
        if (country.isEmpty())
            severe(
                    written,
                    Field.COUNTRY.label(),
                    written.value(),
                    "There is no such country; write a code such as US.");
        return Addresses.normalise(new Address(
                name,
                said(Field.COMPANY).value(),
                said(Field.LINE1).value(),
                said(Field.LINE2).value(),
                said(Field.CITY).value(),
                said(Field.REGION).value(),
                postcode(country),
                country,
                said(Field.PHONE).value(),
                said(Field.EMAIL).value()));
    }

    /** Spreadsheets drop leading zeros. */
    private String postcode(String country) {
        var said = said(Field.POSTCODE);
        var text = said.value();
        boolean lost =
                Set.of("US", "PR", "BR", "DE", "FR", "ES", "IT", "MX").contains(country) && text.matches("[0-9]{3,4}");
        if (!lost) return text;
        return "0".repeat(5 - text.length()) + text;
    }

    private Optional<Located> where(Address address) {
        if (address.country().isEmpty()) return Optional.empty();
        var found = Places.locate(address);
        boolean vague = found.map(Located::precision)
                .filter(precision -> precision == Precision.COUNTRY)
                .isPresent();
        if (vague)
            slight(
                    said(Field.CITY),
                    Field.CITY.label(),
                    address.city(),
                    "Neither postcode, city nor state is known here; distances are to the middle of the country.");
        return found;
    }

    private List<TrialOrder.Line> lines(String currency) {
        record Key(String sku, @Nullable Long price) {}
        var lines = new LinkedHashMap<Key, TrialOrder.Line>();
        for (var row : rows) {
            var sku = row.text(Field.SKU).isEmpty() ? row.text(Field.TITLE) : row.text(Field.SKU);
            if (sku.isEmpty()) continue;
            var at = new Said(sku, row.fileNo(), row.line());
            if (sku.length() > 100) {
                severe(at, Field.SKU.label(), sku, "A SKU has at most 100 characters.");
                continue;
            }
            int quantity = quantity(row, at);
            if (quantity == 0) continue;
            var price = price(row, currency);
            var title = row.text(Field.TITLE);
            var category = row.text(Field.CATEGORY);
            lines.merge(
                    new Key(sku, price),
                    new TrialOrder.Line(
                            sku, title.isEmpty() ? null : title, category.isEmpty() ? null : category, quantity, price),
                    (a, b) -> new TrialOrder.Line(
                            a.sku(),
                            a.title(),
                            a.category(),
                            Math.min(MOST_UNITS, a.quantity() + b.quantity()),
                            price));
        }
        return List.copyOf(lines.values());
    }

    private int quantity(Staged row, Said at) {
        var text = row.text(Field.QUANTITY);
        if (text.isEmpty()) return 1;
        var number = Numbers.parse(text, format(at).decimal()).map(BigDecimal::stripTrailingZeros);
        boolean whole = number.isPresent()
                && number.get().scale() <= 0
                && number.get().signum() >= 0
                && number.get().compareTo(BigDecimal.valueOf(MOST_UNITS)) <= 0;
        if (!whole) {
            severe(at, Field.QUANTITY.label(), text, "Write a whole number of units up to " + MOST_UNITS + ".");
            return 0;
        }
        int units = number.get().intValueExact();
        if (units == 0) slight(at, Field.QUANTITY.label(), text, "No unit is left of this line; it was left out.");
        return units;
    }

    private @Nullable Long price(Staged row, String currency) {
        var text = row.text(Field.UNIT_PRICE);
        return text.isEmpty()
                ? null
                : minor(new Said(text, row.fileNo(), row.line()), Field.UNIT_PRICE, currency)
                        .orElse(null);
    }

    private Optional<Long> amount(Field field, String currency) {
        var said = said(field);
        return said.nothing() ? Optional.empty() : minor(said, field, currency);
    }

    /** What is charged for shipping: once an order, or as the sum of its rows. */
    private Optional<Long> shipping(String currency) {
        long sum = 0;
        boolean any = false;
        for (var row : rows) {
            var text = row.text(Field.LINE_SHIPPING);
            if (text.isEmpty()) continue;
            any = true;
            sum += minor(new Said(text, row.fileNo(), row.line()), Field.LINE_SHIPPING, currency)
                    .orElse(0L);
        }
        return any ? Optional.of(sum) : amount(Field.SHIPPING, currency);
    }

    private Optional<Long> minor(Said said, Field field, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        var number = Numbers.parse(said.value(), format(said).decimal())
                .map(value -> value.setScale(digits, RoundingMode.HALF_UP).movePointRight(digits))
                .filter(value -> value.abs().compareTo(BigDecimal.valueOf(MOST_MINOR)) <= 0)
                .filter(value -> field == Field.DISCOUNT || value.signum() >= 0);
        if (number.isEmpty())
            severe(
                    said,
                    field.label(),
                    said.value(),
                    "This is no amount with a decimal " + (format(said).decimal() == ',' ? "comma" : "point")
                            + "; mend it, or choose the other sign on the mapping screen.");
        return number.map(BigDecimal::longValueExact);
    }

    private void total(
            List<TrialOrder.Line> lines,
            Optional<Long> shipping,
            Optional<Long> discount,
            Optional<Long> tax,
            String currency) {
        var said = said(Field.TOTAL);
        if (said.nothing() || lines.stream().anyMatch(line -> line.unitPriceMinor() == null)) return;
        long goods = lines.stream()
                .mapToLong(line -> Objects.requireNonNull(line.unitPriceMinor()) * line.quantity())
                .sum();
        long parts = goods + shipping.orElse(0L) - discount.orElse(0L) + tax.orElse(0L);
        minor(said, Field.TOTAL, currency)
                .filter(total -> total != parts)
                .ifPresent(total -> slight(
                        said,
                        Field.TOTAL.label(),
                        said.value(),
                        "Lines, shipping, discount and tax come to " + wharf.platform.Shown.money(parts, currency)
                                + "; the parts count, not the total."));
    }
}

package wharf.shared;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An amount in minor units of an ISO 4217 currency (1234 USD is 12.34 dollars). Arithmetic refuses to mix currencies or to overflow. */
public record Money(long minor, String currency) implements Comparable<Money> {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final Pattern TYPED = Pattern.compile("\\d{1,9}([.,]\\d{1,4})?");

    private static final Set<String> KNOWN = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    public Money {
        if (!CODE.matcher(currency).matches()) throw new IllegalArgumentException("not an ISO 4217 code: " + currency);
    }

    public static Money of(long minor, String currency) {
        return new Money(minor, currency);
    }

    public static Money zero(String currency) {
        return new Money(0, currency);
    }

    /** An amount as people type it, such as {@code 12.50} or {@code 12,5}; null for what is none, or has more decimals than the currency. */
    public static @Nullable Money typed(String text, String currency) {
        var clean = text.strip();
        if (!TYPED.matcher(clean).matches()) return null;
        var minor = new BigDecimal(clean.replace(',', '.')).movePointRight(decimals(currency));
        return minor.stripTrailingZeros().scale() > 0 ? null : of(minor.longValueExact(), currency);
    }

    /** How many decimals amounts of a currency have. */
    public static int decimals(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    @JsonIgnore
    public boolean isPositive() {
        return minor > 0;
    }

    @JsonIgnore
    public boolean isZero() {
        return minor == 0;
    }

    public Money min(Money other) {
        return minor <= same(other).minor ? this : other;
    }

    /**
     * Splits into parts proportional to the weights, by the largest-remainder (Hamilton) method, so that the parts add up to
     * this amount exactly. Ties go to the earlier part. All weights zero: split evenly.
     */
    public List<Money> split(List<Long> weights) {
        return Shares.of(minor, weights).stream()
                .map(part -> new Money(part, currency))
                .toList();
    }

    /**
     * What the units from {@code from} to before {@code to} come to when this amount is split evenly over that many units, as {@link #split}
     * does it: the parts differ by one minor unit at most, the larger ones come first.
     */
    public Money ofUnits(int units, int from, int to) {
        if (from < 0 || to < from || units < to || units == 0)
            throw new IllegalArgumentException("units " + from + " to " + to + " of " + units);
        long larger = minor % units;
        long extra = Math.min(Math.abs(larger), to) - Math.min(Math.abs(larger), from);
        return new Money(minor / units * (to - from) + Long.signum(larger) * extra, currency);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency))
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        return other;
    }

    /** As people write it: {@code 15.00 USD}; a code that no currency has is taken for one with cents. */
    @Override
    public String toString() {
        int decimals = KNOWN.contains(currency) ? decimals(currency) : 2;
        return BigDecimal.valueOf(minor, decimals).toPlainString() + " " + currency;
    }
}

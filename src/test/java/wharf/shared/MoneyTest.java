package wharf.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static final int CASES = 5_000;

    @Test
    void partsAlwaysAddUpAndNoneIsACentFromItsShare() {
        var random = new Random(20261);
        for (int i = 0; i < CASES; i++) {
            var money = Money.of(random.nextLong(-1_000_000_000L, 1_000_000_000L), "USD");
            var weights = weights(random);
            var parts = money.split(weights);

            assertThat(parts).hasSameSizeAs(weights);
            assertThat(parts.stream().mapToLong(Money::minor).sum())
                    .as("%s by %s", money, weights)
                    .isEqualTo(money.minor());
            assertNearShares(money, weights, parts);
        }
    }

    @Test
    void whatSomeUnitsComeToIsTheSumOfTheirParts() {
        var random = new Random(20263);
        for (int i = 0; i < CASES; i++) {
            var money = Money.of(random.nextLong(-10_000L, 10_000L), "USD");
            int units = 1 + random.nextInt(40);
            int from = random.nextInt(units + 1);
            int to = from + random.nextInt(units + 1 - from);
            var parts = money.split(Collections.nCopies(units, 1L)).subList(from, to);

            assertThat(money.ofUnits(units, from, to).minor())
                    .as("%s, units %d to %d of %d", money, from, to, units)
                    .isEqualTo(parts.stream().mapToLong(Money::minor).sum());
        }
        assertThatThrownBy(() -> Money.of(1, "USD").ofUnits(3, 2, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHeavierWeightNeverGetsLess() {
        var random = new Random(20262);
        for (int i = 0; i < CASES; i++) {
            var weights = weights(random).stream().sorted().toList();
            var parts = Money.of(random.nextLong(1_000_000L), "USD").split(weights);
            for (int j = 1; j < parts.size(); j++) {
                if (weights.get(j) > weights.get(j - 1))
                    assertThat(parts.get(j).minor())
                            .isGreaterThanOrEqualTo(parts.get(j - 1).minor());
            }
        }
    }

    @Test
    void theOddCentsGoToTheLargestRemaindersFirstComeFirstServedAmongEquals() {
        assertThat(minors(Money.of(100, "USD").split(List.of(1L, 1L, 1L)))).containsExactly(34, 33, 33);
        assertThat(minors(Money.of(10, "USD").split(List.of(1L, 2L, 3L)))).containsExactly(2, 3, 5);
        assertThat(minors(Money.of(5, "USD").split(List.of(0L, 0L)))).containsExactly(3, 2);
        assertThat(minors(Money.of(-100, "USD").split(List.of(1L, 1L, 1L)))).containsExactly(-34, -33, -33);
    }

    @Test
    void hugeAmountsAndWeightsDoNotOverflow() {
        var parts = Money.of(Long.MAX_VALUE, "USD").split(List.of(Long.MAX_VALUE, Long.MAX_VALUE));

        assertThat(parts.get(0).plus(parts.get(1)).minor()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void nothingAndNegativeWeightsAreRefused() {
        assertThatThrownBy(() -> Money.of(1, "USD").split(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> Money.of(1, "USD").split(List.of(2L, -1L))).hasMessageContaining("-1");
    }

    @Test
    void currenciesAreNotMixedAndSumsDoNotOverflow() {
        assertThatThrownBy(() -> Money.of(1, "USD").plus(Money.of(1, "EUR"))).hasMessageContaining("EUR");
        assertThatThrownBy(() -> Money.of(Long.MAX_VALUE, "USD").plus(Money.of(1, "USD")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.of(1, "usd")).hasMessageContaining("usd");
    }

    @Test
    void amountsAreComparedAndShown() {
        assertThat(List.of(Money.of(-1, "USD"), Money.zero("USD"), Money.of(1, "USD")))
                .allSatisfy(money -> assertThat(money.isPositive()).isEqualTo(money.minor() == 1))
                .allSatisfy(money -> assertThat(money.isZero()).isEqualTo(money.minor() == 0))
                .isSorted();
        assertThat(Money.of(5, "USD").min(Money.of(3, "USD"))).isEqualTo(Money.of(3, "USD"));
        assertThat(Money.of(3, "USD").min(Money.of(5, "USD"))).isEqualTo(Money.of(3, "USD"));
        assertThat(Money.of(5, "USD").minus(Money.of(7, "USD"))).isEqualTo(Money.of(-2, "USD"));
        assertThat(Money.of(5, "USD").times(-3)).isEqualTo(Money.of(-15, "USD"));
        assertThat(Money.of(1234, "USD")).hasToString("12.34 USD");
        assertThat(Money.of(-5, "USD")).hasToString("-0.05 USD");
        assertThat(Money.of(1234, "JPY")).hasToString("1234 JPY");
        assertThatThrownBy(() -> Money.of(1, "USD").compareTo(Money.of(1, "EUR")))
                .hasMessageContaining("EUR");
        assertThatThrownBy(() -> Money.of(1, "USD").min(Money.of(1, "EUR"))).hasMessageContaining("EUR");
    }

    @Test
    void whatPeopleTypeIsAnAmountOrNothing() {
        for (var text : List.of("12.50", "12,5", " 12.5 ", "12.500"))
            assertThat(Money.typed(text, "USD")).as(text).isEqualTo(Money.of(1250, "USD"));
        assertThat(Money.typed("1250", "JPY")).isEqualTo(Money.of(1250, "JPY"));
        assertThat(Money.typed("1.234", "KWD")).isEqualTo(Money.of(1234, "KWD"));
        for (var text : List.of("", " ", "-1", "1e9", "1.005", "1,234.50", "1.", ".5", "$5", "9999999999", "NaN"))
            assertThat(Money.typed(text, "USD")).as(text).isNull();
        assertThat(Money.typed("0.5", "JPY")).isNull();
    }

    private static void assertNearShares(Money money, List<Long> weights, List<Money> parts) {
        long total = weights.stream().mapToLong(Long::longValue).sum();
        if (total == 0) return;
        for (int i = 0; i < parts.size(); i++) {
            var share = BigDecimal.valueOf(money.minor())
                    .multiply(BigDecimal.valueOf(weights.get(i)))
                    .divide(BigDecimal.valueOf(total), 9, RoundingMode.HALF_EVEN);
            assertThat(BigDecimal.valueOf(parts.get(i).minor()).subtract(share).abs())
                    .isLessThan(BigDecimal.ONE);
        }
    }

    private static List<Long> weights(Random random) {
        var weights = new ArrayList<Long>();
        int parts = random.nextInt(1, 12);
        for (int i = 0; i < parts; i++) weights.add(random.nextInt(4) == 0 ? 0L : random.nextLong(100_000));
        return weights;
    }

    private static long[] minors(List<Money> parts) {
        return parts.stream().flatMapToLong(part -> LongStream.of(part.minor())).toArray();
    }
}

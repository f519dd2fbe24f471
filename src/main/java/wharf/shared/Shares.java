package wharf.shared;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A whole number split into whole parts that add up to it, by the largest-remainder (Hamilton) method. */
public final class Shares {
    private Shares() {}

    /** Parts of {@code whole} (any sign) proportional to the weights. Ties go to the earlier part. All weights zero: split evenly. */
    public static List<Long> of(long whole, List<Long> weights) {
        if (weights.isEmpty()) throw new IllegalArgumentException("split needs at least one weight");
        if (weights.stream().anyMatch(weight -> weight < 0))
            throw new IllegalArgumentException("negative weight in " + weights);
        var total = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (total.signum() == 0)
            return of(whole, weights.stream().map(weight -> 1L).toList());
        if (whole < 0)
            return of(Math.negateExact(whole), weights).stream()
                    .map(part -> -part)
                    .toList();
        var parts = new long[weights.size()];
        var remainders = new BigInteger[weights.size()];
        long left = whole;
        for (int i = 0; i < parts.length; i++) {
            var share = BigInteger.valueOf(whole)
                    .multiply(BigInteger.valueOf(weights.get(i)))
                    .divideAndRemainder(total);
            parts[i] = share[0].longValueExact();
            remainders[i] = share[1];
            left -= parts[i];
        }
        var byRemainder = IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .toList();
        for (int i = 0; i < left; i++) parts[byRemainder.get(i)]++;
        return Arrays.stream(parts).boxed().toList();
    }
}

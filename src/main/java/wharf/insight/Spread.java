package wharf.insight;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Durations as a histogram. Buckets grow by the fourth root of two from one second on, so that a percentile, interpolated within its
 * bucket, is off by less than a fifth, and of many durations by a few hundredths; the mean is exact.
 */
final class Spread {
    static final double RATIO = Math.pow(2, 0.25);
    private static final double LOG_RATIO = Math.log(RATIO);
    private static final int FIRST_SECONDS = 1;
    private static final int LAST_BUCKET = 114;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long n;
    private long seconds;

    /** 0 up to a second; {@code b} from r^(b-1) to r^b seconds. */
    static int bucket(long seconds) {
        if (seconds < FIRST_SECONDS) return 0;
        return Math.min(
                LAST_BUCKET, 1 + (int) Math.floor(Math.log((double) seconds / FIRST_SECONDS) / LOG_RATIO + 1e-9));
    }

    static double lower(int bucket) {
        return bucket == 0 ? 0 : FIRST_SECONDS * Math.pow(RATIO, bucket - 1.0);
    }

    static double upper(int bucket) {
        return FIRST_SECONDS * Math.pow(RATIO, bucket);
    }

    void add(int bucket, long count, long seconds) {
        counts.merge(bucket, count, Long::sum);
        this.n += count;
        this.seconds += seconds;
    }

    void add(Spread other) {
        other.counts.forEach((bucket, count) -> counts.merge(bucket, count, Long::sum));
        n += other.n;
        seconds += other.seconds;
    }

    long n() {
        return n;
    }

    @Nullable
    Double mean() {
        return n == 0 ? null : (double) seconds / n;
    }

    /** Seconds that so large a share of all stayed within; null of nothing. */
    @Nullable
    Double percentile(double share) {
        if (n <= 0) return null;
        double wanted = share * n;
        double before = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            if (bucket.getValue() <= 0) continue;
            if (before + bucket.getValue() >= wanted) {
                double within = (wanted - before) / bucket.getValue();
                double low = lower(bucket.getKey());
                return low + within * (upper(bucket.getKey()) - low);
            }
            before += bucket.getValue();
        }
        return upper(counts.lastKey());
    }
}

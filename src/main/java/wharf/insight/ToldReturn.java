package wharf.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A return, as far as it has been told of. */
final class ToldReturn {
    private @Nullable Told requested;

    @Nullable
    Instant receivedAt;

    @Nullable
    Instant refundedAt;

    /** Amounts by currency. */
    final Map<String, Long> refunds = new TreeMap<>();

    private long units;

    void take(Told fact) {
        switch (fact.type()) {
            case "return.requested" -> requested = fact;
            case "return.received" -> {
                receivedAt = receivedAt == null ? fact.at() : receivedAt;
                units += fact.number("units");
            }
            case "return.count_undone" -> units -= fact.number("units");
            case "return.refunded" -> {
                refundedAt = fact.at();
                refunds.merge(fact.text("currency"), fact.number("amountMinor"), Long::sum);
            }
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    /** Units counted at the dock. */
    long units() {
        return Math.max(0, units);
    }

    boolean isBack() {
        return receivedAt != null && units > 0;
    }

    /** From its arrival to the money; null while one of them has not been. */
    @Nullable
    Long refundSeconds() {
        return receivedAt == null || refundedAt == null
                ? null
                : Math.max(0, Duration.between(receivedAt, refundedAt).toSeconds());
    }

    /** Such as {@code CHANGED_MIND 2, DAMAGED 1}; a reason without a number is of all units. */
    Map<String, Long> reasons() {
        var reasons = new TreeMap<String, Long>();
        if (requested == null) return reasons;
        for (var part : requested.text("reasons").split(",")) {
            var words = part.strip().split(" ");
            if (words[0].isEmpty()) continue;
            boolean counted = words.length == 2 && words[1].matches("[0-9]{1,9}");
            reasons.merge(words[0], counted ? Long.parseLong(words[1]) : requested.number("units"), Long::sum);
        }
        return reasons;
    }
}

package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A parcel, as far as it has been told of. */
final class ToldParcel {
    @Nullable
    Told verified;

    @Nullable
    Told delivered;

    private final Map<String, Told> labels = new TreeMap<>();
    private @Nullable String carrier;
    private @Nullable Instant shippedAt;
    private boolean voided;

    void take(Told fact) {
        switch (fact.type()) {
            case "parcel.verified" -> verified = fact;
            case "parcel.labelled" -> {
                labels.put(fact.text("tracking"), fact);
                carrier = fact.text("carrier");
            }
            case "parcel.label-voided" -> labels.remove(fact.text("tracking"));
            case "parcel.voided" -> voided = true;
            case "parcel.shipped" -> shippedAt = fact.at();
            case "parcel.delivered" -> delivered = fact;
            default -> throw new IllegalArgumentException("no part of a story: " + fact.type());
        }
    }

    /** Units that left in it. */
    long unitsSent() {
        return voided || shippedAt == null || verified == null ? 0 : verified.number("units");
    }

    /** The day by which it was promised; known once it is delivered. */
    @Nullable
    LocalDate promise() {
        return delivered == null ? null : delivered.date("promisedBy");
    }

    boolean late(ZoneId zone) {
        var promised = promise();
        return promised != null
                && delivered != null
                && LocalDate.ofInstant(delivered.at(), zone).isAfter(promised);
    }

    /** Empty where nobody said. */
    String carrier() {
        if (delivered != null && delivered.has("carrier")) return delivered.text("carrier");
        return carrier == null ? "" : carrier;
    }

    /** Adds its labels to amounts by currency; of one that several orders share, a part. */
    void postage(Map<String, Long> sums) {
        for (var label : labels.values())
            sums.merge(
                    label.text("currency"),
                    label.number("postageMinor") / Math.max(1, label.number("sharedBy")),
                    Long::sum);
    }

    /** Adds its carton and filling to amounts by currency. */
    void material(Map<String, Long> sums) {
        if (verified != null && verified.has("materialMinor"))
            sums.merge(verified.text("currency"), verified.number("materialMinor"), Long::sum);
    }
}

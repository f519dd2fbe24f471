package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What lists of orders behind a number show of one. {@code flaws} says why an order was not perfect; null if it was, or is not there yet. */
record Summary(
        @Nullable UUID warehouseId,
        String channel,
        Instant placedAt,
        @Nullable Instant shippedAt,
        @Nullable Instant shipBy,
        boolean shippedLate,
        @Nullable Instant deliveredAt,
        @Nullable LocalDate promisedBy,
        boolean promiseBroken,
        @Nullable String flaws,
        long wrongUnits,
        @Nullable Instant returnedAt,
        long unitsReturned,
        @Nullable Instant refundedAt,
        @Nullable Long refundSeconds,
        @Nullable Instant csatAt,
        @Nullable Integer csat,
        @Nullable Instant npsAt,
        @Nullable Integer nps,
        long costMinor,
        @Nullable String costCurrency) {

    /** @param placed the fact that it was received */
    static Summary of(OrderStory story, Told placed, ZoneId zone) {
        var cost = dearest(story);
        var returnedAt = story.returns().stream()
                .filter(ToldReturn::isBack)
                .map(back -> Objects.requireNonNull(back.receivedAt))
                .max(Comparator.naturalOrder())
                .orElse(null);
        var refunded = story.returns().stream()
                .filter(back -> back.refundSeconds() != null)
                .max(Comparator.comparing(back -> Objects.requireNonNull(back.refundedAt)))
                .orElse(null);
        var csat = story.answer("CSAT");
        var nps = story.answer("NPS");
        var flaws = story.flaws(zone);
        return new Summary(
                story.site(),
                placed.text("channel"),
                placed.at(),
                story.shippedAt(),
                story.shipBy(),
                story.shippedLate(),
                story.deliveredAt(),
                story.promisedBy(),
                story.promiseBroken(zone),
                flaws.isEmpty() ? null : String.join(", ", flaws),
                story.shippedAt() == null ? 0 : story.wrongUnits(),
                returnedAt,
                story.returns().stream().mapToLong(ToldReturn::units).sum(),
                refunded == null ? null : refunded.refundedAt,
                refunded == null ? null : refunded.refundSeconds(),
                csat == null ? null : csat.at(),
                csat == null ? null : (int) csat.number("score"),
                nps == null ? null : nps.at(),
                nps == null ? null : (int) nps.number("score"),
                cost.map(Map.Entry::getValue).orElse(0L),
                cost.map(Map.Entry::getKey).orElse(null));
    }

    /** Material, postage and money paid back, in the currency of which there is most. */
    private static Optional<Map.Entry<String, Long>> dearest(OrderStory story) {
        var cost = new TreeMap<>(story.postage());
        story.material().forEach((currency, minor) -> cost.merge(currency, minor, Long::sum));
        story.credits().forEach((currency, minor) -> cost.merge(currency, minor, Long::sum));
        return cost.entrySet().stream().max(Map.Entry.comparingByValue());
    }
}

package wharf.restock;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.platform.Cursor;

/**
 * An item, of all sites or of one, and whether to buy it. What is on hand is as of now, the forecast as of {@code computedOn}.
 *
 * @param backordered units owed to orders; of all sites only, as no site owes them yet
 * @param onOrder units bought and not yet received
 * @param periods how many periods of {@code bucketDays} days the forecast rests on
 * @param leadDemand units expected while a delivery is on its way
 * @param reorderPoint units of stock position at which to order
 * @param errorRmse root mean squared error of a period in the back-test; {@code errorNaive} is the mean absolute error of forecasting the
 *     last value again, beside {@code errorAbsolute}
 * @param testOrigins forecasts the error is of; 0 where history is too short to test
 * @param unitCostMinor null where no supplier is known
 */
public record RestockLine(
        UUID itemId,
        UUID merchantId,
        @Nullable UUID warehouseId,
        @Nullable String warehouse,
        String sku,
        String name,
        LocalDate computedOn,
        int bucketDays,
        int periods,
        double dailyMean,
        int leadDays,
        int leadDaysDeviation,
        int reviewDays,
        double serviceLevel,
        double leadDemand,
        long reorderPoint,
        double reviewDemand,
        double errorRmse,
        double errorAbsolute,
        double errorNaive,
        double errorBias,
        int testOrigins,
        String methods,
        long onHand,
        long reserved,
        long backordered,
        long onOrder,
        @Nullable UUID supplierId,
        @Nullable String supplier,
        @Nullable String supplierSku,
        int packSize,
        int minimumQuantity,
        @Nullable Long unitCostMinor,
        String currency,
        int overstockDays,
        long orderCostMinor,
        int holdingPercent,
        @JsonIgnore String outlookJson) {

    /** Units that can still be promised; negative when more is owed than is there. */
    @JsonProperty
    public long available() {
        return onHand - reserved - backordered;
    }

    /** What the rule compares with the reorder point. */
    @JsonProperty
    public long position() {
        return available() + onOrder;
    }

    @JsonProperty
    public boolean due() {
        return position() <= reorderPoint && dailyMean > 0;
    }

    /** What to order now, in whole packs; 0 when nothing is due. */
    @JsonProperty
    public long proposed() {
        return due() ? rule().quantity(position()) : 0;
    }

    private ReorderRule rule() {
        return new ReorderRule(reorderPoint, reviewDemand, economicQuantity(), minimumQuantity, packSize);
    }

    /** 0 where no cost of an order or of a unit is known. */
    @JsonProperty
    public long economicQuantity() {
        return unitCostMinor == null
                ? 0
                : ReorderRule.economicQuantity(
                        dailyMean * 365, orderCostMinor, unitCostMinor, holdingPercent, dailyMean * overstockDays);
    }

    /** How many days what is available will last; null when nothing is demanded. */
    @JsonProperty
    public @Nullable Long daysOfCover() {
        return dailyMean <= 0 ? null : Math.min(9999, (long) Math.floor(Math.max(0, available()) / dailyMean));
    }

    /** The day on which it runs out if nothing comes in; null when that is beyond a year. */
    @JsonProperty
    public @Nullable LocalDate runsOutOn() {
        var days = daysOfCover();
        return days == null || days > 365 ? null : computedOn.plusDays(days);
    }

    /** Units that last beyond the merchant's limit. */
    @JsonProperty
    public long overstock() {
        return Math.max(0, available() - (long) Math.ceil(dailyMean * overstockDays));
    }

    /** What the overstock has cost; null where no cost is known. */
    @JsonProperty
    public @Nullable Long overstockMinor() {
        return unitCostMinor == null ? null : overstock() * unitCostMinor;
    }

    /** The reason, as one sentence. */
    @JsonProperty
    public String reason() {
        var stock = "%d on hand, %d promised, %d owed, %d on order make %d"
                .formatted(onHand, reserved, backordered, onOrder, position());
        var need =
                "%.1f a day for %d days of delivery and %d until the next look, with a chance of %.1f %% to be enough, need %d"
                        .formatted(dailyMean, leadDays, reviewDays, serviceLevel * 100, reorderPoint);
        if (!due()) return stock + "; " + need + ": nothing to order yet.";
        return stock + "; " + need + ": order " + proposed() + " (" + bound() + ").";
    }

    private String bound() {
        long wanted = (long) Math.ceil(reorderPoint + reviewDemand - 1e-9) - position();
        long economic = economicQuantity();
        var from = "%d to cover the time until the next look".formatted(wanted);
        if (economic > Math.max(wanted, minimumQuantity)) from = "the economic quantity of %d".formatted(economic);
        else if (minimumQuantity > wanted) from = "the supplier's minimum of %d".formatted(minimumQuantity);
        return packSize > 1 ? from + ", in packs of " + packSize : from;
    }

    /** Where a list goes on after, or back before, this. */
    public String cursor() {
        return Cursor.encode(sku, itemId);
    }
}

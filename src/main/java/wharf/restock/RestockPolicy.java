package wharf.restock;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How a merchant wants to be restocked.
 *
 * @param serviceLevel probability of not running out before the next delivery, 0.5 to 0.999
 * @param reviewDays how often somebody looks and orders
 * @param defaultLeadDays from order to shelf, where no supplier says
 * @param overstockDays units beyond so many days of demand are too many
 * @param orderCostMinor what placing and receiving an order costs, in the merchant's currency; 0 leaves the economic quantity out
 * @param holdingPercent what keeping stock costs a year, in percent of what it has cost
 * @param notifyEmail who is told; null for the merchant's own address
 * @param notifyPhone who is told by text, in E.164, if the number has agreed to texts of this merchant; null for nobody
 */
public record RestockPolicy(
        @DecimalMin("0.5") @DecimalMax("0.999") double serviceLevel,
        @Min(1) @Max(90) int reviewDays,
        @Min(0) @Max(365) int defaultLeadDays,
        @Min(7) @Max(3650) int overstockDays,
        @Min(0) @Max(100_000_000) long orderCostMinor,
        @Min(1) @Max(200) int holdingPercent,
        @Nullable @Size(max = 254) String notifyEmail,
        @Nullable @Size(max = 50) String notifyPhone) {
    static final RestockPolicy STANDARD = new RestockPolicy(0.95, 7, 14, 180, 0, 20, null, null);
}

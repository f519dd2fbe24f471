package wharf.shipping;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.Dimensions;
import wharf.shared.MerchantId;
import wharf.shared.WarehouseId;

/**
 * A closed carton, mailer or bag.
 *
 * @param container the stock place that the carton is; null where it is none
 * @param station where it was packed, whose printer its label comes out of; null for the warehouse's
 * @param packaging code of the carton
 * @param weightGrams gross
 * @param service what was ordered, such as {@code GROUND}
 * @param deliverBy the promised day; with one, the cheapest service that keeps it is taken, whatever was ordered
 * @param lines of one merchant, but of one or several fulfilments; at least one
 */
public record ParcelToBuild(
        MerchantId merchant,
        WarehouseId site,
        @Nullable UUID container,
        @Nullable UUID station,
        String packaging,
        Dimensions outer,
        int weightGrams,
        String service,
        @Nullable LocalDate deliverBy,
        ShipTo shipTo,
        Set<ParcelMark> marks,
        List<ParcelLine> lines) {
    public ParcelToBuild {
        marks = Set.copyOf(marks);
        lines = List.copyOf(lines);
        if (lines.isEmpty()) throw new IllegalArgumentException("an empty parcel");
        if (weightGrams < 1) throw new IllegalArgumentException("weight of " + weightGrams + " g; expected at least 1");
    }
}

package wharf.packing;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.packing.carton.Care;
import wharf.shared.Dimensions;
import wharf.shared.FulfilmentId;
import wharf.shared.ItemId;
import wharf.shared.ParcelId;
import wharf.shared.WarehouseId;

/** Where a closed parcel goes on to be labelled. */
interface NewParcels {
    ParcelId create(Packed packed);

    /** A closed parcel; {@code container} is the place its units are in. */
    record Packed(
            PackOrder order,
            WarehouseId site,
            UUID container,
            @Nullable UUID station,
            String packaging,
            Dimensions outer,
            int weightGrams,
            List<Line> lines,
            Set<Care> care) {}

    /** Units of one line in the parcel. */
    record Line(
            FulfilmentId fulfilment,
            int lineNo,
            ItemId item,
            int quantity,
            @Nullable String lot,
            @Nullable String serial) {}
}

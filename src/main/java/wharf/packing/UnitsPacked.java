package wharf.packing;

import java.util.List;
import wharf.shared.ParcelId;

/** A verified parcel was closed with these units. Published synchronously, in the transaction that closed it. */
public record UnitsPacked(ParcelId parcel, List<Units> units) {
    public UnitsPacked {
        units = List.copyOf(units);
    }
}

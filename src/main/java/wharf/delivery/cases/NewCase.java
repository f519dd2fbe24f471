package wharf.delivery.cases;

import java.util.List;
import wharf.shared.OrderId;
import wharf.shared.ParcelId;

/** Something that is wrong. @param lines numbers of the order's lines it is about; none for all that is in the parcel */
public record NewCase(
        OrderId order,
        ParcelId parcel,
        CaseReason reason,
        String text,
        CaseView.OpenedBy by,
        List<Integer> lines,
        List<Photo> photos) {}

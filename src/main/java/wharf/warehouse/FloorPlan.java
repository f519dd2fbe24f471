package wharf.warehouse;

import java.util.List;
import wharf.walking.Layout;

/** A site's aisles: the layout one walks in, and what the aisles are called, in the same order. */
public record FloorPlan(Layout layout, List<String> aisleCodes, int widthMm) {
    public FloorPlan {
        aisleCodes = List.copyOf(aisleCodes);
    }

    /** Along the aisles, from the front cross aisle to the back one. */
    public int depthMm() {
        return layout.backMm() - layout.frontMm();
    }
}

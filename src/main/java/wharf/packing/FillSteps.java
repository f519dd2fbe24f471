package wharf.packing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import wharf.catalog.Item;
import wharf.packing.SessionView.Layer;
import wharf.packing.SessionView.Rectangle;
import wharf.packing.SessionView.Step;
import wharf.packing.carton.Placement;
import wharf.packing.carton.PlannedParcel;
import wharf.platform.Words;
import wharf.shared.ItemId;

/** Turns a planned parcel into steps and drawings for people. */
final class FillSteps {
    private final PlannedParcel parcel;
    private final Map<ItemId, Item> items;
    private final List<Integer> heights;

    FillSteps(PlannedParcel parcel, Map<ItemId, Item> items) {
        this.parcel = parcel;
        this.items = items;
        this.heights = List.copyOf(
                new TreeSet<>(parcel.placements().stream().map(Placement::z).toList()));
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (var placement : parcel.placements()) {
            var item = items.get(ItemId.of(placement.item()));
            steps.add(new Step(
                    steps.size() + 1,
                    item == null ? placement.item() : item.sku(),
                    item == null ? "" : item.name(),
                    placement.units(),
                    how(placement),
                    heights.indexOf(placement.z()) + 1));
        }
        return steps;
    }

    private static String how(Placement p) {
        var words = Words.here();
        var size = words.say("pack.place", p.dx(), p.dy(), p.dz());
        if (p.units() == 1) return size;
        return words.say("pack.place.many", p.across(), p.deep(), p.high(), size);
    }

    List<Layer> layers() {
        var inner = parcel.carton().inner();
        var layers = new ArrayList<Layer>();
        for (int height : heights) {
            layers.add(new Layer(layers.size() + 1, height, inner.lengthMm(), inner.widthMm(), rectangles(height)));
        }
        return layers;
    }

    private List<Rectangle> rectangles(int height) {
        var rectangles = new ArrayList<Rectangle>();
        for (int i = 0; i < parcel.placements().size(); i++) {
            var p = parcel.placements().get(i);
            boolean below = p.z() < height;
            if (p.z() > height || (below && p.endZ() <= height)) continue;
            rectangles.add(new Rectangle(
                    i + 1, String.valueOf(i + 1), p.x(), p.y(), p.endX() - p.x(), p.endY() - p.y(), below));
        }
        return rectangles;
    }
}

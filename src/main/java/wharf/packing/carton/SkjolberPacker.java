package wharf.packing.carton;

import com.github.skjolber.packing.api.Box;
import com.github.skjolber.packing.api.Container;
import com.github.skjolber.packing.api.StackPlacement;
import com.github.skjolber.packing.api.Stackable;
import com.github.skjolber.packing.packer.plain.PlainPackager;
import java.util.ArrayList;
import java.util.List;

/** The extreme-points heuristic of skjolber's library, unit by unit; too slow for hundreds of units, so it declines those. */
final class SkjolberPacker implements Packer {
    private static final int MOST_UNITS = 120;

    @Override
    public Load pack(List<PackItem> items, Carton carton, Deadline deadline) {
        if (items.stream().mapToLong(PackItem::quantity).sum() > MOST_UNITS || deadline.passed()) return Load.NOTHING;
        var units = units(items, carton);
        if (units.isEmpty()) return Load.NOTHING;
        var result = PlainPackager.newBuilder().build().pack(units, container(carton), 0, deadline::passed);
        if (result == null || result.isEmpty()) return Load.NOTHING;
        return new Load(result.getContainer().getStack().getPlacements().stream()
                .map(SkjolberPacker::placement)
                .toList());
    }

    private static List<Stackable> units(List<PackItem> items, Carton carton) {
        var units = new ArrayList<Stackable>();
        for (var item : items) {
            if (!carton.takes(item)) continue;
            var box = box(item);
            for (int i = 0; i < item.quantity(); i++) units.add(i == 0 ? box : box.clone());
        }
        return units;
    }

    private static Box box(PackItem item) {
        var size = item.size();
        var builder = Box.newBuilder()
                .withId(item.key())
                .withSize(size.lengthMm(), size.widthMm(), size.heightMm())
                .withWeight(item.weightGrams());
        return (item.is(Care.UPRIGHT) ? builder.withRotate2D() : builder.withRotate3D()).build();
    }

    private static Container container(Carton carton) {
        var inner = carton.inner();
        return Container.newBuilder()
                .withId(carton.code())
                .withSize(inner.lengthMm(), inner.widthMm(), inner.heightMm())
                .withLoadSize(inner.lengthMm(), inner.widthMm(), inner.heightMm())
                .withEmptyWeight(carton.emptyGrams())
                .withMaxLoadWeight(carton.maxContentGrams())
                .build();
    }

    private static Placement placement(StackPlacement p) {
        var value = p.getStackValue();
        return Placement.single(
                p.getStackable().getId(),
                p.getAbsoluteX(),
                p.getAbsoluteY(),
                p.getAbsoluteZ(),
                value.getDx(),
                value.getDy(),
                value.getDz());
    }
}

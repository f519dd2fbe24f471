package wharf.packing.carton;

import java.util.List;
import java.util.stream.Stream;
import wharf.shared.Dimensions;

/** A way a unit may lie, in millimetres along x, y and z (up). */
record Orientation(int dx, int dy, int dz) {
    /** The distinct allowed ones: six at most, two for what must stay upright. */
    static List<Orientation> of(PackItem item) {
        int l = item.size().lengthMm();
        int w = item.size().widthMm();
        int h = item.size().heightMm();
        var upright = Stream.of(new Orientation(l, w, h), new Orientation(w, l, h));
        var lying = Stream.of(
                new Orientation(l, h, w), new Orientation(h, l, w), new Orientation(w, h, l), new Orientation(h, w, l));
        return (item.is(Care.UPRIGHT) ? upright : Stream.concat(upright, lying))
                .distinct()
                .toList();
    }

    boolean fits(Dimensions inner) {
        return dx <= inner.lengthMm() && dy <= inner.widthMm() && dz <= inner.heightMm();
    }
}

package wharf.packing.carton;

import org.jspecify.annotations.Nullable;
import wharf.shared.Dimensions;

/** A free cuboid inside a carton, millimetres. */
record Space(int x, int y, int z, int length, int width, int height) {
    static Space inside(Dimensions inner) {
        return new Space(0, 0, 0, inner.lengthMm(), inner.widthMm(), inner.heightMm());
    }

    boolean isNothing() {
        return length <= 0 || width <= 0 || height <= 0;
    }

    long volume() {
        return (long) length * width * height;
    }

    /** The largest full block of at most {@code units} units lying so: whole layers, else whole rows, else part of a row. */
    @Nullable
    Placement block(String item, Orientation lying, int units) {
        int across = length / lying.dx();
        int deep = width / lying.dy();
        int high = height / lying.dz();
        if (across == 0 || deep == 0 || high == 0) return null;
        across = Math.min(across, units);
        deep = Math.min(deep, units / across);
        high = (int) Math.min(high, units / ((long) across * deep));
        return new Placement(item, x, y, z, lying.dx(), lying.dy(), lying.dz(), across, deep, high);
    }
}

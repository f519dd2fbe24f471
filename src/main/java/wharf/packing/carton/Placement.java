package wharf.packing.carton;

/**
 * A block of identical units: {@code across} × {@code deep} × {@code high} of them from the corner (x, y, z), z up, each dx × dy × dz
 * millimetres. A single unit is a block of one.
 */
public record Placement(String item, int x, int y, int z, int dx, int dy, int dz, int across, int deep, int high) {
    static Placement single(String item, int x, int y, int z, int dx, int dy, int dz) {
        return new Placement(item, x, y, z, dx, dy, dz, 1, 1, 1);
    }

    public int units() {
        return across * deep * high;
    }

    public int endX() {
        return x + dx * across;
    }

    public int endY() {
        return y + dy * deep;
    }

    public int endZ() {
        return z + dz * high;
    }

    long volumeMm3() {
        return (long) dx * dy * dz * units();
    }

    boolean overlaps(Placement other) {
        return x < other.endX()
                && other.x < endX()
                && y < other.endY()
                && other.y < endY()
                && z < other.endZ()
                && other.z < endZ();
    }
}

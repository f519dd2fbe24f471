package wharf.shared;

/** Length, width and height in whole millimetres, each 1 to 100 000 (100 m). */
public record Dimensions(int lengthMm, int widthMm, int heightMm) {
    public Dimensions {
        for (int side : new int[] {lengthMm, widthMm, heightMm}) {
            if (side < 1 || side > 100_000)
                throw new IllegalArgumentException("side of " + side + " mm; expected 1 to 100000");
        }
    }

    public long volumeMm3() {
        return (long) lengthMm * widthMm * heightMm;
    }

    public int longestMm() {
        return Math.max(lengthMm, Math.max(widthMm, heightMm));
    }
}

package wharf.platform;

import java.util.Locale;

/**
 * A merchant's colour where shoppers see it: what can be read on it, and how it is drawn where it would not be seen itself. Contrast is that of
 * WCAG 2. For templates.
 */
public record BrandColor(int red, int green, int blue) {
    /** What lines and marks need against the page behind them, and what text needs. */
    private static final double SEEN = 3;

    private static final double READ = 4.5;

    private static final BrandColor WHITE = new BrandColor(255, 255, 255);
    private static final BrandColor BLACK = new BrandColor(0, 0, 0);
    /** What cards are made of in the dark theme. */
    private static final BrandColor NIGHT = new BrandColor(0x1f, 0x29, 0x37);

    private static final int STEPS = 20;

    /** @param hex {@code #rrggbb} */
    public static BrandColor of(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new BrandColor(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /** Black or white, whichever reads better on it. */
    public String ink() {
        return (dark() ? WHITE : BLACK).hex();
    }

    /** The other one: towards it the colour goes under a pointer, so that its ink still reads. */
    public String awayFromInk() {
        return (dark() ? BLACK : WHITE).hex();
    }

    /** For text on white paper: itself, or as much darker as it has to be. */
    public String onPaper() {
        return against(WHITE, BLACK, READ);
    }

    /** For lines and marks on white: itself, or as much darker as it has to be. */
    public String byDay() {
        return against(WHITE, BLACK, SEEN);
    }

    /** For lines and marks in the dark theme: itself, or as much lighter as it has to be. */
    public String byNight() {
        return against(NIGHT, WHITE, SEEN);
    }

    private boolean dark() {
        return contrast(WHITE) >= contrast(BLACK);
    }

    private String against(BrandColor ground, BrandColor towards, double enough) {
        for (int step = 0; step < STEPS; step++) {
            var mixed = mixed(towards, step);
            if (mixed.contrast(ground) >= enough) return mixed.hex();
        }
        return towards.hex();
    }

    private BrandColor mixed(BrandColor other, int steps) {
        return new BrandColor(
                red + (other.red - red) * steps / STEPS,
                green + (other.green - green) * steps / STEPS,
                blue + (other.blue - blue) * steps / STEPS);
    }

    double contrast(BrandColor other) {
        double one = luminance();
        double two = other.luminance();
        return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int part) {
        double share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}

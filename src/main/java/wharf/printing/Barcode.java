package wharf.printing;

import java.util.List;
import java.util.Locale;
import uk.org.okapibarcode.backend.Code128;
import uk.org.okapibarcode.backend.HumanReadableLocation;
import uk.org.okapibarcode.backend.OkapiException;
import uk.org.okapibarcode.backend.Symbol;
import uk.org.okapibarcode.graphics.Rectangle;

/** A linear barcode as bars, encoded by Okapi; positions and widths in modules. */
public final class Barcode {
    /** Stands for the function character 1 within content. */
    static final String FNC1 = "\\<FNC1>";

    private final int modules;
    private final List<Rectangle> bars;

    private Barcode(Symbol symbol) {
        this.modules = symbol.getWidth();
        this.bars = List.copyOf(symbol.getRectangles());
    }

    /** Code 128; throws IllegalArgumentException when the content cannot be encoded. */
    public static Barcode code128(String content) {
        return encode(Symbol.DataType.ECI, content);
    }

    /** GS1-128 from element strings with their application identifiers in brackets, such as {@code [00]006141410000000012}. */
    public static Barcode gs1(String elements) {
        return encode(Symbol.DataType.GS1, elements);
    }

    private static Barcode encode(Symbol.DataType type, String content) {
        var symbol = new Code128();
        symbol.setDataType(type);
        symbol.setModuleWidth(1);
        symbol.setBarHeight(1);
        symbol.setQuietZoneHorizontal(0);
        symbol.setHumanReadableLocation(HumanReadableLocation.NONE);
        try {
            symbol.setContent(content);
        } catch (OkapiException refused) {
            throw new IllegalArgumentException("cannot be a Code 128 barcode: " + content, refused);
        }
        return new Barcode(symbol);
    }

    /** Width without quiet zones. */
    public int modules() {
        return modules;
    }

    /** The bars as SVG rectangles, in the units of the drawing they go into. */
    public String svg(double x, double y, double module, double height) {
        var drawing = new StringBuilder();
        for (var bar : bars)
            drawing.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.3f\" y=\"%.3f\" width=\"%.3f\" height=\"%.3f\"/>",
                    x + bar.x * module,
                    y,
                    bar.width * module,
                    height));
        return drawing.toString();
    }
}

package wharf.printing;

import java.util.Locale;
import uk.org.okapibarcode.backend.OkapiException;
import uk.org.okapibarcode.backend.QrCode;

/** A QR code (ISO/IEC 18004) as SVG, encoded by Okapi, with the quiet zone of four modules the standard asks for. */
public final class QrSvg {
    private static final int QUIET = 4;

    private QrSvg() {}

    /**
     * The code as an SVG element of its own, black on white.
     *
     * @param size its width and height, with a CSS unit: {@code 60mm}
     * @throws IllegalArgumentException when the content does not fit into a QR code
     */
    public static String of(String content, String size) {
        var symbol = new QrCode();
        symbol.setPreferredEccLevel(QrCode.EccLevel.M);
        symbol.setModuleWidth(1);
        symbol.setQuietZoneHorizontal(0);
        symbol.setQuietZoneVertical(0);
        try {
            symbol.setContent(content);
        } catch (OkapiException refused) {
            throw new IllegalArgumentException("cannot be a QR code: " + content.length() + " characters", refused);
        }
        int modules = symbol.getWidth() + 2 * QUIET;
        var drawing = new StringBuilder();
        drawing.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>",
                size,
                size,
                modules,
                modules,
                modules,
                modules));
        for (var module : symbol.getRectangles())
            drawing.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>",
                    module.x + QUIET,
                    module.y + QUIET,
                    module.width,
                    module.height));
        return drawing.append("</svg>").toString();
    }
}

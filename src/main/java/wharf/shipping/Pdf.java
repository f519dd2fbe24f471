package wharf.shipping;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Turns XHTML with inline SVG into PDF; its font family is {@code "Liberation Sans", Helvetica}. */
final class Pdf {
    private static final String LATIN_GREEK_CYRILLIC = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private Pdf() {}

    static byte[] of(String xhtml) {
        var out = new ByteArrayOutputStream();
        try {
            var builder = new PdfRendererBuilder();
            builder.useSVGDrawer(new BatikSVGDrawer());
            // Nothing outside the document is ever fetched.
            builder.useUriResolver((base, uri) -> null);
            // The fonts of every reader have Western letters only; reading the other costs more than drawing a label.
            if (!Charset.forName("windows-1252").newEncoder().canEncode(xhtml))
                builder.useFont(
                        () -> Objects.requireNonNull(PDDocument.class.getResourceAsStream(LATIN_GREEK_CYRILLIC)),
                        "Liberation Sans");
            builder.withHtmlContent(xhtml, null);
            builder.useFastMode();
            builder.toStream(out);
            builder.run();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return out.toByteArray();
    }

    /** Text that XML allows, with its markup characters escaped. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '<') safe.append("&lt;");
            else if (c == '&') safe.append("&amp;");
            else if (c == '>') safe.append("&gt;");
            else if (c == '"') safe.append("&quot;");
            else if (c >= ' ' && Character.getType(c) != Character.SURROGATE && c < 0xFFFE) safe.appendCodePoint(c);
            else safe.append(' ');
        });
        return safe.toString();
    }
}

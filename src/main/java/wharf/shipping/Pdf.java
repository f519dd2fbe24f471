package wharf.shipping;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns XHTML with inline SVG into PDF. */
final class Pdf {
    private Pdf() {}

    static byte[] of(String xhtml) {
        var out = new ByteArrayOutputStream();
        try {
            var builder = new PdfRendererBuilder();
            builder.useSVGDrawer(new BatikSVGDrawer());
            // Nothing outside the document is ever fetched.
            builder.useUriResolver((base, uri) -> null);
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

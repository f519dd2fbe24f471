package wharf.packing;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;

/**
 * Draws a slip as PDF. The font is Liberation Sans, which comes with PDFBox: Latin with all accents, Greek and Cyrillic; a character it has
 * not (Chinese, emoji) comes out as {@code #}.
 */
@Component
class SlipPdf {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TemplateEngine templates;

    SlipPdf(TemplateEngine templates) {
        this.templates = templates;
    }

    byte[] draw(Slip slip) {
        var html = new StringOutput();
        templates.render("packing/slip.jte", slip, html);
        try (var pdf = new ByteArrayOutputStream()) {
            var builder = new PdfRendererBuilder();
            FSSupplier<InputStream> font = () -> Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT));
            builder.useFont(font, "Liberation Sans");
            builder.withHtmlContent(printable(html.toString()), null);
            builder.toStream(pdf);
            builder.run();
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw the slip of order " + slip.orderNumber(), e);
        }
    }

    /** Leaves out what XML cannot hold: control characters and halves of surrogate pairs. */
    static String printable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || (!Character.isISOControl(c) && c != 0xFFFE && c != 0xFFFF))
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}

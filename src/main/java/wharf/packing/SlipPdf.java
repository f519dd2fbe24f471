package wharf.packing;

import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;

/**
 * Draws a slip as PDF. The font is Liberation Sans, which comes with PDFBox: Latin with all accents, Greek and Cyrillic; a character it has
 * not (Chinese, emoji) comes out as {@code #}.
 */
@Component
class SlipPdf {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TemplateEngine templates;
    /** Reading the font takes longer than drawing a slip; two threads cannot use the same one. */
    private final Queue<TrueTypeFont> fonts = new ConcurrentLinkedQueue<>();

    SlipPdf(TemplateEngine templates) {
        this.templates = templates;
    }

    byte[] draw(Slip slip) {
        var html = new StringOutput();
        templates.render("packing/slip.jte", slip, html);
        try {
            var kept = fonts.poll();
            var font = kept == null ? read() : kept;
            var pdf = draw(printable(html.toString()), font);
            fonts.offer(font);
            return pdf;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw the slip of order " + slip.orderNumber(), e);
        }
    }

    private static byte[] draw(String html, TrueTypeFont font) throws IOException {
        try (var pdf = new ByteArrayOutputStream();
                var document = new PDDocument()) {
            var builder = new PdfRendererBuilder();
            builder.usePDDocument(document);
            builder.useFont(new PDFontSupplier(PDType0Font.load(document, font, true)), "Liberation Sans");
            builder.withHtmlContent(html, null);
            builder.toStream(pdf);
            builder.run();
            return pdf.toByteArray();
        }
    }

    /** Without ligatures and other substitutions of glyphs, which these alphabets can do without: looking for them costs as much as drawing. */
    private static TrueTypeFont read() throws IOException {
        try (var stream = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT))) {
            var font = new TTFParser().parse(new RandomAccessReadBuffer(stream));
            font.setEnableGsub(false);
            return font;
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

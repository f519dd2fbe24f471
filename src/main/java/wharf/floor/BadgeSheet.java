package wharf.floor;

import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;
import wharf.identity.Badge;
import wharf.printing.Barcode;

/** Badges to be printed and cut out: eight to a page of A4 or Letter, each with its Code 128. Liberation Sans comes with PDFBox. */
@Component
public class BadgeSheet {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TemplateEngine templates;

    BadgeSheet(TemplateEngine templates) {
        this.templates = templates;
    }

    byte[] draw(List<Badge> badges) {
        var html = new StringOutput();
        templates.render("floor/badge-sheet.jte", Map.<String, Object>of("badges", badges), html);
        try (var pdf = new ByteArrayOutputStream();
                var document = new PDDocument();
                var font = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT))) {
            var builder = new PdfRendererBuilder();
            builder.usePDDocument(document);
            builder.useSVGDrawer(new BatikSVGDrawer());
            builder.useFont(new PDFontSupplier(PDType0Font.load(document, font, true)), "Liberation Sans");
            builder.withHtmlContent(html.toString(), null);
            builder.toStream(pdf);
            builder.run();
            return pdf.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the badges cannot be drawn", e);
        }
    }

    /** The bars of a code, 60 mm wide at most, for the template. */
    public static String bars(String code) {
        var barcode = Barcode.code128(code);
        return barcode.svg(0, 0, 1, 40);
    }

    public static int modules(String code) {
        return Barcode.code128(code).modules();
    }
}

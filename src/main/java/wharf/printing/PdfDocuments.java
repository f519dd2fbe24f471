package wharf.printing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.rendering.PDFRenderer;

/** What printing does with a PDF: marks it as a copy, and draws it small. */
final class PdfDocuments {
    private static final float COPY_POINTS = 28;
    private static final float MARGIN_POINTS = 18;
    private static final float PREVIEW_DPI = 60;

    private PdfDocuments() {}

    static boolean isPdf(byte[] bytes) {
        return bytes.length > 4 && bytes[0] == '%' && bytes[1] == 'P' && bytes[2] == 'D' && bytes[3] == 'F';
    }

    /** The same document with COPY at the top of every page. */
    static byte[] copy(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf);
                var out = new ByteArrayOutputStream()) {
            for (var page : document.getPages()) stamp(document, page);
            document.save(out);
            return out.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException("a document cannot be marked as a copy", fault);
        }
    }

    private static void stamp(PDDocument document, PDPage page) throws IOException {
        var font = new PDType1Font(FontName.HELVETICA_BOLD);
        var box = page.getCropBox();
        float width = font.getStringWidth("COPY") / 1000 * COPY_POINTS;
        try (var content = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
            content.beginText();
            content.setFont(font, COPY_POINTS);
            content.newLineAtOffset(
                    box.getUpperRightX() - width - MARGIN_POINTS, box.getUpperRightY() - COPY_POINTS - MARGIN_POINTS);
            content.showText("COPY");
            content.endText();
        }
    }

    /** The first page as PNG, small. */
    static byte[] picture(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf);
                var out = new ByteArrayOutputStream()) {
            BufferedImage image = document.getNumberOfPages() == 0
                    ? new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY)
                    : new PDFRenderer(document).renderImageWithDPI(0, PREVIEW_DPI);
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException fault) {
            throw new UncheckedIOException("a document cannot be drawn", fault);
        }
    }
}

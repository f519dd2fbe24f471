package wharf.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/** What a shopper prints can be read by the scanners of carrier and dock. */
class ReturnLabelPdfTest {
    private static final ShipTo SHOPPER =
            new ShipTo("Ann Ñandú", null, "1 Ocean Dr", "Apt 4", "Miami", "FL", "33139", "US", null, null, null);
    private static final ShipTo DOCK =
            new ShipTo("Fort Myers", null, "1 Dock Rd", null, "Fort Myers", "FL", "33901", "US", null, null, null);

    @Test
    void theTrackingNumberIsABarcodeAndTheReturnsNumberAQrCodeOnOnePage() throws Exception {
        var pdf = ReturnLabelPdf.draw(SHOPPER, DOCK, "DEMO", "GROUND", "WD1000000000014", "RMA-800001");
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            var image = new PDFRenderer(document).renderImageWithDPI(0, 300);
            Files.createDirectories(Path.of("target", "screenshots"));
            ImageIO.write(
                    image,
                    "png",
                    Path.of("target", "screenshots", "return-label.png").toFile());
            assertThat(read(image, BarcodeFormat.CODE_128)).isEqualTo("WD1000000000014");
            assertThat(read(image, BarcodeFormat.QR_CODE)).isEqualTo("RMA-800001");
        }
    }

    private static String read(BufferedImage image, BarcodeFormat format) throws Exception {
        var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
        return new MultiFormatReader()
                .decode(
                        bitmap,
                        Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(format), DecodeHintType.TRY_HARDER, true))
                .getText();
    }
}

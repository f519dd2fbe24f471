package wharf.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfTest {
    @ParameterizedTest
    @ValueSource(strings = {"Ann Smith", "José Müller", "Łukasz Żółć", "Ιωάννα Παπαδοπούλου", "Анна Иванова"})
    void latinGreekAndCyrillicNamesCanBeRead(String name) throws IOException {
        var pdf = Pdf.of("<html><head><style>body { font-family: 'Liberation Sans', Helvetica }</style></head><body>"
                + Pdf.escaped(name) + "</body></html>");

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains(name);
        }
    }
}

package wharf.packing;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlipPdfTest {
    private final SlipPdf pdf =
            new SlipPdf(TemplateEngine.createPrecompiled(null, ContentType.Html, null, "wharf.jte"));

    @Test
    void aSlipSaysWhatIsHereAndWhatIsToComeInTheShoppersLanguage() throws IOException {
        var text = text(slip("es-MX", "Café con leche, Año ñandú", "¡Feliz cumpleaños!"));

        assertThat(text)
                .contains("Albarán")
                .contains("Café con leche, Año ñandú")
                .contains("Peña")
                .contains("¡Feliz cumpleaños!")
                .contains("El resto de su pedido");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script> & \"quotes\" ]]>",
                "漢字 かな 한글",
                "🎁 👩‍👩‍👧 gift",
                "\u0000\u0007 control",
                "half \uD83D pair",
                "שלום مرحبا",
                "${7*7} &amp; &#x0;",
                "a\u0301 combining \u200b\u202e bidi"
            })
    void hostileAndForeignTextNeverBreaksTheSlip(String text) throws IOException {
        assertThat(text(slip("en", text, text))).contains("Packing slip");
    }

    @Test
    void markupInATitleIsPrintedNotObeyed() throws IOException {
        assertThat(text(slip("en", "<b>bold</b>", null))).contains("<b>bold</b>");
    }

    @Test
    void aKitStandsThereOnceWithWhatItIsMadeOfUnderItsOwnNames() throws IOException {
        var kit = new Slip.Kit(
                "SET",
                "Tea for two",
                2,
                List.of(new Slip.Item("MUG", "Blue mug", 4, 4, 0, 0), new Slip.Item("TEA", "Green tea", 2, 1, 0, 1)));
        var slip = slip("en", "Spoon", null);
        var text = text(new Slip(
                slip.words(),
                slip.merchant(),
                slip.brandColor(),
                slip.ink(),
                slip.orderNumber(),
                slip.shipTo(),
                null,
                List.of(kit, slip.lines().getFirst())));

        assertThat(text).containsOnlyOnce("Tea for two").containsSubsequence("SET", "Blue mug", "Green tea", "Spoon");
        assertThat(text).contains("The rest of your order");
    }

    private String text(Slip slip) throws IOException {
        try (var document = Loader.loadPDF(pdf.draw(slip))) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static Slip slip(String locale, String title, @org.jspecify.annotations.Nullable String gift) {
        return new Slip(
                SlipWords.of(locale),
                "Casa Ñandú",
                "#206bc4",
                "#ffffff",
                "100001",
                List.of("Ana Peña", "2200 2nd St", "Fort Myers FL 33901"),
                gift,
                List.of(new Slip.Item("SKU-1", title, 3, 1, 1, 1)));
    }
}

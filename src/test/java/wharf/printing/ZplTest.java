package wharf.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.oned.Code128Reader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ZplTest {
    private static final Pattern BAR =
            Pattern.compile("<rect x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\"/>");

    @Test
    void a_label_carries_its_barcode_in_code_set_c_with_function_character_one() {
        var zpl = new ZplLabel().gs1(60, 700, 3, 200, "00006141410000000012").zpl();

        assertThat(zpl)
                .startsWith("^XA^CI28")
                .contains("^FD>;>800006141410000000012^FS")
                .endsWith("^XZ\n");
    }

    @Test
    void the_drawn_sscc_reads_back_as_gs1_128() throws NotFoundException {
        var zpl = new ZplLabel().gs1(60, 700, 3, 200, "00006141410000000012").zpl();

        var read = scanned(ZplPreview.svg(zpl), true);

        assertThat(read).isEqualTo("]C100006141410000000012");
    }

    @Test
    void the_drawn_tracking_number_reads_back() throws NotFoundException {
        var zpl = new ZplLabel().code128(60, 700, 3, 200, "WD1234567890123").zpl();

        assertThat(scanned(ZplPreview.svg(zpl), false)).isEqualTo("WD1234567890123");
    }

    @Test
    void text_cannot_smuggle_in_a_command() {
        var zpl = new ZplLabel()
                .text(10, 10, 30, 700, "Ann^XZ~JA_ \u0007Müller <b>&")
                .zpl();

        assertThat(zpl).contains("Ann_5EXZ_7EJA_5F  Müller");
        assertThat(zpl.indexOf("^XZ")).isEqualTo(zpl.lastIndexOf("^XZ"));
        assertThat(ZplPreview.svg(zpl)).contains("Ann^XZ~JA_  Müller &lt;b&gt;&amp;");
    }

    @Test
    void long_text_shrinks_and_then_is_cut_to_its_width() {
        var zpl = new ZplLabel()
                .text(10, 10, 60, 200, "An address line that is far too long for the label")
                .zpl();

        assertThat(zpl).contains("^A0N,18,18").contains("…");
    }

    @Test
    void a_copy_says_so_once() {
        var zpl = new ZplLabel().text(1, 1, 20, 100, "x").zpl();

        var copy = ZplLabel.copy(ZplLabel.copy(zpl));

        assertThat(copy).containsOnlyOnce("^FDCOPY^FS");
        assertThat(ZplPreview.svg(copy)).contains(">COPY</text>");
    }

    @Test
    void what_is_not_drawn_is_named() {
        assertThat(ZplPreview.svg("^XA^FO1,1^BQN,2,10^FDx^FS^XZ")).contains("not drawn: ^BQ");
    }

    @Test
    void a_foreign_label_with_blanks_after_its_commands_is_drawn() {
        var svg = ZplPreview.svg(
                "^XA\n^LL 1218\n^PW 812\n^FO 0,20\n^FB 208,1,0,C,0\n^A0N,210,210\n^FDP\\&\n^FS\n^FO 0,811.2\n^GB 812,15,15,B\n^FS^XZ");

        assertThat(svg)
                .contains("viewBox=\"0 0 812 1218\"")
                .contains("y=\"811.2\"")
                .contains("text-anchor=\"middle\"");
    }

    @Test
    void a_stream_is_cut_into_its_labels_and_stray_text_is_kept() {
        assertThat(ZplPages.split("^XA1^XZ\n^XA2^XZ")).containsExactly("^XA1^XZ", "^XA2^XZ");
        assertThat(ZplPages.split("hello")).containsExactly("hello");
        assertThat(ZplPages.split(" \n")).isEmpty();
    }

    @Test
    void an_sscc_of_letters_is_refused() {
        assertThatThrownBy(() -> new ZplLabel().gs1(0, 0, 2, 10, "00ABC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("00ABC");
    }

    /** Paints the bars into a picture and lets ZXing read it. */
    private static String scanned(String svg, boolean gs1) throws NotFoundException {
        int height = 60;
        var pixels = new int[ZplLabel.WIDTH * height];
        Arrays.fill(pixels, 0xFFFFFF);
        BAR.matcher(svg).results().forEach(bar -> {
            int from = (int) Math.round(Double.parseDouble(bar.group(1)));
            int to = from + (int) Math.round(Double.parseDouble(bar.group(3)));
            for (int y = 0; y < height; y++) for (int x = from; x < to; x++) pixels[y * ZplLabel.WIDTH + x] = 0;
        });
        var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(ZplLabel.WIDTH, height, pixels)));
        Map<DecodeHintType, Object> hints =
                gs1 ? Map.of(DecodeHintType.ASSUME_GS1, Boolean.TRUE) : Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);
        try {
            var result = new Code128Reader().decode(picture, hints);
            assertThat(result.getBarcodeFormat()).isEqualTo(BarcodeFormat.CODE_128);
            return result.getText();
        } catch (com.google.zxing.ReaderException unreadable) {
            throw new AssertionError("ZXing cannot read it", unreadable);
        }
    }
}

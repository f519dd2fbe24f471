package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BrandColorTest {
    @Test
    void light_colours_carry_black_and_dark_ones_white() {
        assertThat(BrandColor.of("#ffd400").ink()).isEqualTo("#000000");
        assertThat(BrandColor.of("#206bc4").ink()).isEqualTo("#ffffff");
        assertThat(BrandColor.of("#15803d").ink()).isEqualTo("#ffffff");
    }

    @Test
    void a_colour_that_is_seen_stays_itself() {
        assertThat(BrandColor.of("#c2410c").byDay()).isEqualTo("#c2410c");
        assertThat(BrandColor.of("#c2410c").onPaper()).isEqualTo("#c2410c");
    }

    @Test
    void any_colour_is_readable_as_text_on_it_on_paper_and_in_the_dark() {
        var random = new Random(20261126);
        var white = BrandColor.of("#ffffff");
        var night = BrandColor.of("#1f2937");
        for (int i = 0; i < 2_000; i++) {
            var hex = String.format("#%06x", random.nextInt(0x1000000));
            var color = BrandColor.of(hex);
            assertThat(color.contrast(BrandColor.of(color.ink())))
                    .as("text on %s", hex)
                    .isGreaterThanOrEqualTo(4.5);
            assertThat(BrandColor.of(color.onPaper()).contrast(white))
                    .as("%s on paper", hex)
                    .isGreaterThanOrEqualTo(4.5);
            assertThat(BrandColor.of(color.byDay()).contrast(white))
                    .as("%s by day", hex)
                    .isGreaterThanOrEqualTo(3);
            assertThat(BrandColor.of(color.byNight()).contrast(night))
                    .as("%s by night", hex)
                    .isGreaterThanOrEqualTo(3);
        }
    }
}

package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void hundredthsBecomeAnAmountAndMillimetresALength() {
        assertThat(Figures.shown(Map.of("costMinor", 2892, "currency", "USD"))).isEqualTo(Map.of("cost", "28.92 USD"));
        assertThat(Figures.shown(Map.of("walkMm", 52_800))).isEqualTo(Map.of("walk", "52.8 m"));
        assertThat(Figures.shown(Map.of("gapMm", 9))).isEqualTo(Map.of("gap", "9 mm"));
        assertThat(Figures.shown(Map.of("weighedGrams", 229))).isEqualTo(Map.of("weighed", "229 g"));
    }

    @Test
    void timesAndDaysAreWrittenAsTheReadersCountryWritesThem() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("shipBy", "2026-11-26T22:00:00Z");
        figures.put("deliverBy", "2026-11-27");

        assertThat(Figures.shown(figures, ZoneId.of("America/Phoenix"), Locale.US))
                .hasEntrySatisfying("shipBy", at -> assertThat(at).startsWith("Nov 26, 2026, 3:00"))
                .containsEntry("deliverBy", "Nov 27, 2026");
        assertThat(Figures.shown(figures)).containsEntry("shipBy", "2026-11-26 22:00 UTC");
    }

    @Test
    void constantsBecomeWordsButCodesStayAsTheyAre() {
        assertThat(Figures.shown(Map.of("service", "GROUND"))).isEqualTo(Map.of("service", "Ground"));
        assertThat(Figures.shown(Map.of("reasons", "CHANGED_MIND 2"))).isEqualTo(Map.of("reasons", "Changed mind 2"));
        assertThat(Figures.shown(Map.of("carton", "BOX-XL"))).isEqualTo(Map.of("carton", "BOX-XL"));
        assertThat(Figures.shown(Map.of("kind", "NPS"))).isEqualTo(Map.of("kind", "NPS"));
        assertThat(Figures.shown(Map.of("carrier", "DEMO"))).isEqualTo(Map.of("carrier", "DEMO"));
    }

    @Test
    void whatSaysNothingIsLeftOut() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("surcharges", List.of());
        figures.put("by", "01a21607-99ce-71ae-89dd-3aec70ba4e4a");

        assertThat(Figures.shown(figures)).isEmpty();
        assertThat(Figures.shown(Map.of("surcharges", List.of("RESIDENTIAL_AREA", "fuel"))))
                .isEqualTo(Map.of("surcharges", "Residential area, fuel"));
    }

    @Test
    void anAddressInASentenceCanBeOpened() {
        var linked = Linked.of("The shopper has to confirm the payment at /sandbox-psp/challenge/01a21607-9e65.");

        assertThat(linked.address()).isEqualTo("/sandbox-psp/challenge/01a21607-9e65");
        assertThat(linked.before()).endsWith("payment at ");
        assertThat(linked.after()).isEqualTo(".");
        assertThat(Linked.of("Say yes and/or no; 24/7.").address()).isNull();
    }
}

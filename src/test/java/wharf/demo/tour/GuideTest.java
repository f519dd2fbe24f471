package wharf.demo.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static wharf.testing.Scenery.all;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import wharf.returns.ReturnScenery;
import wharf.returns.Returns;
import wharf.shared.OrderId;
import wharf.testing.WharfTest;

/** Every way a visitor's return may go leads on. */
@WharfTest
class GuideTest {
    @Autowired
    Guide guide;

    @Autowired
    Returns returns;

    @Autowired
    ReturnScenery scenery;

    ReturnScenery.Shop shop;
    OrderId order;
    Visit visit;

    @BeforeEach
    void anOrderThatHasLeft() {
        shop = scenery.shop("MUG");
        order = scenery.shipped(shop, "MUG", 2);
        visit = new Visit(UUID.randomUUID(), shop.merchant(), UUID.randomUUID(), order, null, Instant.now());
    }

    @Test
    void an_exchange_ends_with_its_replacement() {
        var back = scenery.request(ReturnScenery.exchange(order, 1, 1, "MUG"));
        assertThat(guide.stand(visit).step()).isEqualTo(Step.EXCHANGE);
        assertThat(guide.page(visit, "/").text()).contains(back.name(), "on its way back");

        scenery.comesBack(shop, back.id());

        var page = guide.page(visit, "/");
        assertThat(page.number()).isEqualTo(Step.LOOK_BACK.number());
        assertThat(page.actions()).extracting(GuidePage.Action::label).contains("Its replacement", "Make it yours");
        assertThat(guide.page(visit, "/floor/returns/" + back.id()).text()).contains("replacement");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Step 7 | is on its way back | Receive it at the dock
            es | Paso 7 | está en camino de vuelta | Recíbalo en el muelle
            pt-BR | Passo 7 | está a caminho de volta | Receba-o na doca
            fr | Étape 7 | est en route vers nous | Recevez-le au quai
            de | Step 7 | is on its way back | Receive it at the dock
            """)
    void it_speaks_the_language_of_the_page_it_stands_on(String language, String step, String text, String action) {
        var back = scenery.request(ReturnScenery.refund(order, 1, 1, "CHANGED_MIND"));
        var words = GuideWords.in(language);

        var page = guide.page(visit, "/", words);

        assertThat(words.say("strip.step", page.number(), page.of())).startsWith(step);
        assertThat(page.text()).startsWith(back.name() + " " + text);
        assertThat(page.actions()).extracting(GuidePage.Action::label).containsExactly(action);
    }

    @Test
    void what_is_reasoned_in_english_is_left_out_of_other_languages() {
        var text = GuideWords.Text.of("printed.saves", new GuideWords.InEnglish("It fits."), "1.20 USD");

        assertThat(GuideWords.in("en").say(text))
                .isEqualTo("The label has come out of the printer. It fits. It saves 1.20 USD against the next one.");
        assertThat(GuideWords.in("es").say(text))
                .isEqualTo("La etiqueta ha salido de la impresora. La caja ahorra 1.20 USD frente a la siguiente.");
    }

    @Test
    void every_step_has_a_name_in_every_language() {
        for (var language : java.util.List.of("en", "es", "pt", "fr"))
            for (var step : Step.values())
                assertThat(GuideWords.in(language).say("step." + step)).isNotBlank();
    }

    @Test
    void who_wants_the_money_back_comes_to_the_end_as_well() {
        var back = scenery.request(ReturnScenery.refund(order, 1, 1, "CHANGED_MIND"));

        scenery.comesBack(shop, back.id());

        var page = guide.page(visit, "/");
        assertThat(page.number()).isEqualTo(Step.LOOK_BACK.number());
        assertThat(page.actions()).extracting(GuidePage.Action::label).doesNotContain("Its replacement");
        var dock = guide.page(visit, "/floor/returns/" + back.id());
        assertThat(dock.text()).contains("settled with the shopper");
        assertThat(dock.again()).as("nothing more will change").isFalse();
    }

    @Test
    void who_has_called_a_return_off_may_ask_anew() {
        var back = scenery.request(ReturnScenery.refund(order, 1, 1, "CHANGED_MIND"));
        all(() -> {
            returns.cancel(back.id(), null);
            return true;
        });

        assertThat(guide.stand(visit).back()).isNull();
        assertThat(guide.stand(visit).step()).isEqualTo(Step.FOLLOW);

        var next = scenery.request(ReturnScenery.refund(order, 1, 1, "CHANGED_MIND"));
        assertThat(guide.page(visit, "/").text()).contains(next.name());
    }
}

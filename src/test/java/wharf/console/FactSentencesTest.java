package wharf.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import wharf.platform.Facts;

class FactSentencesTest {
    private final FactSentences sentences = new FactSentences(new JsonMapper());

    @Test
    void everySentenceExistsInSpanishToo() {
        var english = ResourceBundle.getBundle("i18n.facts", Locale.ENGLISH, noFallback());
        var spanish = ResourceBundle.getBundle("i18n.facts", Locale.of("es"), noFallback());

        for (var key : english.keySet())
            assertThat(spanish.getString(key)).as(key).isNotEqualTo(english.getString(key));
    }

    @Test
    void aSentenceTakesItsValuesAndTheRestFollows() {
        var moment = sentences.moment(
                fact("payment.authorised", "{\"amountMinor\": 1250, \"currency\": \"USD\", \"provider\": \"sandbox\"}"),
                Locale.ENGLISH,
                Map.of());

        assertThat(moment.text()).isEqualTo("The payment of 12.50 USD was authorised.");
        assertThat(moment.details()).containsOnlyKeys("Provider").containsValue("sandbox");
    }

    @Test
    void anItemIsCalledByItsNameAndOtherIdsAreLeftOut() {
        var item = UUID.randomUUID().toString();
        var data =
                "{\"quantity\": 2, \"item\": \"%s\", \"bin\": \"A-01\", \"tote\": \"T-1\", \"by\": \"%s\", \"copy\": false}"
                        .formatted(item, UUID.randomUUID());

        var moment = sentences.moment(fact("fulfilment.picked", data), Locale.ENGLISH, Map.of(item, "MUG"));

        assertThat(moment.text()).isEqualTo("2 × MUG picked from A-01 into T-1.");
        assertThat(moment.details()).isEmpty();
    }

    @Test
    void aFactThatKnowsLessIsToldInAShorterSentence() {
        var item = UUID.randomUUID().toString();

        assertThat(said(
                        "fulfilment.picked",
                        "{\"quantity\": 2, \"item\": \"%s\"}".formatted(item),
                        Map.of(item, "MUG")))
                .isEqualTo("2 × MUG picked.");
        assertThat(said("fulfilment.picked", "{\"number\": 7}", Map.of()))
                .isEqualTo("Picking of fulfilment 7 is done.");
        assertThat(said("message.sent", null, Map.of())).isEqualTo("A message was sent.");
    }

    @Test
    void oneUnitIsNotToldAsMany() {
        assertThat(said("return.graded", "{\"units\": 1, \"number\": \"RMA-7\"}", Map.of()))
                .isEqualTo("1 unit of RMA-7 was judged.");
        assertThat(said("return.graded", "{\"units\": 2, \"number\": \"RMA-7\"}", Map.of()))
                .isEqualTo("2 units of RMA-7 were judged.");
    }

    @Test
    void constantsAreWordsAndWhatWharfDidByItselfIsItsOwn() {
        var moment = sentences.moment(
                fact(
                        "message.sent",
                        "{\"channel\": \"EMAIL\", \"template\": \"OrderConfirmed\", \"cause\": \"shipped:10000\", \"lines\": \"1×1\"}"),
                Locale.ENGLISH,
                Map.of());

        assertThat(moment.text()).isEqualTo("A message was sent by e-mail: “Order confirmed”.");
        assertThat(moment.details()).isEmpty();
        assertThat(moment.actor()).isEqualTo("Wharf");
    }

    private String said(String type, @Nullable String data, Map<String, String> names) {
        return sentences.moment(fact(type, data), Locale.ENGLISH, names).text();
    }

    @Test
    void aTypeWithoutASentenceIsShownAsItIs() {
        assertThat(sentences
                        .moment(fact("robot.danced", null), Locale.ENGLISH, Map.of())
                        .text())
                .isEqualTo("robot.danced");
    }

    private static Facts.Entry fact(String type, @Nullable String data) {
        return new Facts.Entry(1, Instant.EPOCH, "order", UUID.randomUUID(), type, "SYSTEM", "test", null, data);
    }

    private static ResourceBundle.Control noFallback() {
        return ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    }
}

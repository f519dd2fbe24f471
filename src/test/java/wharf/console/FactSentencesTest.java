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
                fact("payment.authorised", "{\"amountMinor\": 1250, \"currency\": \"USD\", \"tender\": 1}"),
                Locale.ENGLISH,
                Map.of());

        assertThat(moment.text()).isEqualTo("The payment of 12.50 USD was authorised.");
        assertThat(moment.details()).containsOnlyKeys("Tender").containsValue("1");
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

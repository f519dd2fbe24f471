package wharf.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever reads another language is told the same things. */
class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "returns,es",
        "returns,pt",
        "returns,fr",
        "messages,es",
        "messages,pt",
        "messages,fr",
        "floor,es",
        "feedback,es",
        "feedback,pt",
        "feedback,fr",
        "guide,es",
        "guide,pt",
        "guide,fr"
    })
    void everyLanguageHasEverySentenceWithTheSameFigures(String bundle, String language) throws IOException {
        var english = words(bundle);
        var other = words(bundle + "_" + language);

        assertThat(sentences(other)).containsExactlyInAnyOrderElementsOf(sentences(english));
        for (var key : sentences(english)) {
            var there = new MessageFormat(other.getProperty(key));
            var here = new MessageFormat(english.getProperty(key));
            assertThat(there.getFormatsByArgumentIndex().length)
                    .as("figures of %s in %s", key, language)
                    .isEqualTo(here.getFormatsByArgumentIndex().length);
        }
    }

    private static Properties words(String bundle) throws IOException {
        var words = new Properties();
        try (var in = Objects.requireNonNull(WordsTest.class.getResourceAsStream("/i18n/" + bundle + ".properties"));
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }

    /** What refusals say in English stands where they are made; other languages have it by their code. */
    private static List<String> sentences(Properties words) {
        return words.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("refused."))
                .toList();
    }
}

package wharf.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"_es", "_pt", "_fr"})
    void everyLanguageSaysEverythingWithTheSameGaps(String language) throws IOException {
        var english = read("");
        var other = read(language);

        assertThat(new TreeSet<>(other.stringPropertyNames())).isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        for (var key : english.stringPropertyNames()) {
            if (key.equals("day.pattern")) continue;
            assertThat(gaps(other.getProperty(key))).as(key).isEqualTo(gaps(english.getProperty(key)));
        }
    }

    @Test
    void moneyAndDaysAreWrittenAsTheLanguageWritesThem() {
        var day = LocalDate.of(2026, 12, 1);
        assertThat(ShopWords.in("en").money(123_456, "USD")).isEqualTo("$1,234.56");
        assertThat(ShopWords.in("en").money(1234, "JPY")).endsWith("1,234");
        assertThat(ShopWords.in("en").day(day)).isEqualTo("Tuesday, December 1");
        assertThat(ShopWords.in("es").day(day)).isEqualTo("martes 1 de diciembre");
        assertThat(ShopWords.in("pt-BR").day(day)).isEqualTo("terça-feira, 1 de dezembro");
        assertThat(ShopWords.in("fr").day(day)).isEqualTo("mardi 1 décembre");
        assertThat(ShopWords.in("xx").language()).isEqualTo("en");
        assertThat(ShopWords.in("pt").countries())
                .containsEntry("Alemanha", "DE")
                .containsEntry("Brasil", "BR");
    }

    private static int gaps(String pattern) {
        return new MessageFormat(pattern, Locale.ENGLISH).getFormatsByArgumentIndex().length;
    }

    private static Properties read(String language) throws IOException {
        var properties = new Properties();
        try (Reader reader =
                Files.newBufferedReader(Path.of("src/main/resources/i18n/shop" + language + ".properties"))) {
            properties.load(reader);
        }
        return properties;
    }
}

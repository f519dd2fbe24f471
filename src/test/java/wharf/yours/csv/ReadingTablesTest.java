package wharf.yours.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTablesTest {
    private static final String PLAIN = "id,name,price\n1,Ann,2.50\n2,Bob,3.50\n";

    private static Sniffer.Sniffed sniff(byte[] bytes) {
        var utf8 = new Utf8();
        utf8.feed(bytes);
        return Sniffer.sniff(bytes, utf8.valid()).orElseThrow();
    }

    private static List<Row> rows(byte[] bytes) {
        var rows = new ArrayList<Row>();
        try (var all =
                new Rows(() -> new ByteArrayInputStream(bytes), sniff(bytes).format())) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE"})
    void theEncodingIsFoundOut(String charset) {
        var text = "id;Größe\n1;Ä\n2;ñandú\n3;plain\n4;plain\n";
        var bytes = text.getBytes(Charset.forName(charset));

        assertThat(sniff(bytes).format().charset()).isEqualTo(charset);
        assertThat(rows(bytes)).extracting(row -> row.cell(1)).containsExactly("Ä", "ñandú", "plain", "plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeff", "sep=,\n", "\n\n", "\r\n"})
    void whatStandsAboveTheHeaderIsPassedOver(String above) {
        var rows = rows(bytes(above + PLAIN));

        assertThat(sniff(bytes(above + PLAIN)).format().header()).containsExactly("id", "name", "price");
        assertThat(rows).extracting(row -> row.cell(1)).containsExactly("Ann", "Bob");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void theDelimiterIsFoundOut(char delimiter) {
        var text = PLAIN.replace(',', delimiter);

        assertThat(sniff(bytes(text)).format().delimiter()).isEqualTo(delimiter);
        assertThat(rows(bytes(text))).hasSize(2);
    }

    @Test
    void linesAreCountedAsAnEditorDoes() {
        var rows = rows(bytes("id,note\r\n1,\"two\r\nlines\"\r\n\r\n2,x\r\n"));

        assertThat(rows).extracting(Row::line).containsExactly(2L, 5L);
        assertThat(rows.getFirst().cell(1)).isEqualTo("two\r\nlines");
    }

    @Test
    void aRowWithTooManyCellsIsTold() {
        var rows = rows(bytes("id,price\n1,2,50\n2,3\n3\n4,5,,\n"));

        assertThat(rows.get(0).fault()).contains("3 cells").contains("must stand in quotes");
        assertThat(rows.get(1).fault()).isNull();
        assertThat(rows.get(2).remark()).contains("1 cells");
        assertThat(rows.get(3).fault()).isNull();
    }

    @Test
    void aQuoteThatIsNeverClosedSpoilsItsOwnLineOnly() {
        var text = new StringBuilder("id,note\n1,a\n2,\"never closed\n");
        for (int i = 3; i < 2000; i++) text.append(i).append(",x\n");

        var rows = rows(bytes(text.toString()));

        assertThat(rows).hasSize(1999);
        assertThat(rows).filteredOn(row -> row.fault() != null).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.fault()).containsIgnoringCase("quote");
        });
    }

    @Test
    void aHugeFieldSpoilsItsOwnLineOnly() {
        var rows = rows(bytes("id,note\n1,a\n2," + "x".repeat(3_000_000) + "\n3,c\n"));

        assertThat(rows).extracting(Row::line).containsExactly(2L, 3L, 4L);
        assertThat(rows.get(1).fault()).contains("longer than");
        assertThat(rows.get(2).cell(1)).isEqualTo("c");
    }

    @Test
    void charactersThatCannotBeKeptAreReplacedAndTold() {
        var rows = rows(bytes("id,note\n1,a\u0001b\n"));

        assertThat(rows.getFirst().cell(1)).isEqualTo("a\ufffdb");
        assertThat(rows.getFirst().remark()).contains("replaced");
    }

    @Test
    void namesOfColumnsAreMadeUnique() {
        assertThat(sniff(bytes("a,a,,b\n1,2,3,4\n")).format().header()).containsExactly("a", "a (2)", "column 3", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0003\u0004rest", "%PDF-1.7", "{\"a\": 1}", "[1]", ""})
    void whatIsNoTableIsSaidToBeNone(String head) {
        assertThat(Sniffer.obstacle(head.getBytes(StandardCharsets.ISO_8859_1))).isNotNull();
    }

    @Test
    void noBytesAreTooOdd() {
        var random = new Random(11);
        var alphabet = "abc,;\t|\"'\n\r \u0000\ufeff1.é".toCharArray();
        for (int round = 0; round < 3000; round++) {
            var text = new StringBuilder();
            int length = random.nextInt(200);
            for (int i = 0; i < length; i++) text.append(alphabet[random.nextInt(alphabet.length)]);
            var bytes = random.nextBoolean()
                    ? bytes(text.toString())
                    : text.toString().getBytes(StandardCharsets.UTF_16LE);
            assertThatCode(() -> {
                        var utf8 = new Utf8();
                        utf8.feed(bytes);
                        var found = Sniffer.sniff(bytes, utf8.valid());
                        if (found.isEmpty()) return;
                        Guess.columns(found.get());
                        try (var rows = new Rows(
                                () -> new ByteArrayInputStream(bytes),
                                found.get().format())) {
                            rows.forEachRemaining(row -> {});
                        }
                    })
                    .as("round %s: %s", round, text)
                    .doesNotThrowAnyException();
        }
    }

    /** Every line below the header that holds anything comes out, as a row or as a fault. */
    @Test
    void noRowIsDropped() {
        var random = new Random(12);
        for (int round = 0; round < 300; round++) {
            var text = new StringBuilder("id,name,note\n");
            int lines = 1 + random.nextInt(40);
            for (int i = 0; i < lines; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> text.append(i).append(",n,\"open\n");
                    case 1 -> text.append(i).append(",n,1,2\n");
                    case 2 -> text.append(i).append("\n");
                    default -> text.append(i).append(",n,x\n");
                }
            }
            var rows = rows(bytes(text.toString()));
            var seen = rows.stream()
                    .mapToLong(row -> 1
                            + (row.fault() == null
                                    ? String.join("", row.cells())
                                            .chars()
                                            .filter(c -> c == '\n')
                                            .count()
                                    : 0))
                    .sum();
            assertThat(seen).as("round %s:%n%s", round, text).isGreaterThanOrEqualTo(lines);
        }
    }
}

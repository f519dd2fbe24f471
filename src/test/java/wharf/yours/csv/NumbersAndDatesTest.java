package wharf.yours.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersAndDatesTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "12.50~.~12.50",
                "1,234.56~.~1234.56",
                "1.234,56~,~1234.56",
                "1.234~,~1234",
                "1 234,5~,~1234.5",
                "$12.50~.~12.50",
                "R$ 1.012,50~,~1012.50",
                "12,50 €~,~12.50",
                "USD 7~.~7",
                "-3.5~.~-3.5",
                ".75~.~0.75",
                "29.990000000000002~.~29.990000000000002"
            })
    void amountsAreReadAsTheyAreWritten(String text, char decimal, String value) {
        assertThat(Numbers.parse(text, decimal))
                .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "12,5", "1,23,4", "1.2.3", "--1", "1e5", "12.50.", "NaN", "99999999999999999999"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(Numbers.parse(text, '.')).isEmpty();
    }

    @Test
    void theDecimalSignIsFoundOutByWhatFollowsIt() {
        assertThat(Numbers.decimal(List.of("12,50", "1.234,00", "3"))).isEqualTo(',');
        assertThat(Numbers.decimal(List.of("12.50", "1,234.00", "3"))).isEqualTo('.');
        assertThat(Numbers.decimal(List.of("12", "3", "1,234"))).isEqualTo('.');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "2026-10-05 10:15:00 -0400~2026-10-05T14:15:00Z",
                "2026-10-05T10:15:00Z~2026-10-05T10:15:00Z",
                "2026-10-05T10:15:00.123+02:00~2026-10-05T08:15:00.123Z",
                "2026-10-05 10:15:57~2026-10-05T14:15:57Z",
                "2026-10-05~2026-10-05T16:00:00Z",
                "05/10/2026 9:05 PM~2026-10-06T01:05:00Z",
                "31.10.2026 09:30~2026-10-31T13:30:00Z",
                "13/01/2026~2026-01-13T17:00:00Z",
                "01/31/2026 10:00~2026-01-31T15:00:00Z",
                "20261005~2026-10-05T16:00:00Z",
                "5 Oct 2026~2026-10-05T16:00:00Z",
                "Oct 5, 2026~2026-10-05T16:00:00Z",
                "1791194400~2026-10-05T10:00:00Z",
                "1791194400000~2026-10-05T10:00:00Z"
            })
    void datesAreRecognised(String text, String moment) {
        var found = Dates.find(List.of(text), true).orElseThrow();

        assertThat(Dates.parse(text, found.pattern(), NEW_YORK)).contains(Instant.parse(moment));
    }

    @Test
    void dayAndMonthAreToldApartByTheOneThatCannotBeAMonth() {
        assertThat(Dates.find(List.of("01/02/2026", "13/02/2026"), false).orElseThrow())
                .isEqualTo(new Dates.Found("dd/MM/yyyy", false, 1));
        assertThat(Dates.find(List.of("01/02/2026", "03/04/2026"), false).orElseThrow())
                .isEqualTo(new Dates.Found("MM/dd/yyyy", true, 1));
        assertThat(Dates.find(List.of("01/02/2026", "03/04/2026"), true).orElseThrow())
                .isEqualTo(new Dates.Found("dd/MM/yyyy", true, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-45", "0000-00-00", "99999-01-01", "12:30"})
    void whatIsNoDateIsNone(String text) {
        assertThat(Dates.find(List.of(text), true)).isEmpty();
    }

    @Test
    void everyPatternReadsWhatItWrites() {
        var random = new Random(7);
        for (var pattern : Dates.patterns()) {
            if (pattern.equals(Dates.EPOCH)) continue;
            var writer = DateTimeFormatter.ofPattern(pattern, java.util.Locale.ENGLISH)
                    .withZone(ZoneId.of("UTC"));
            for (int i = 0; i < 50; i++) {
                var moment = Instant.ofEpochSecond(946_684_800L + random.nextLong(1_500_000_000L));
                var text = writer.format(moment);
                assertThat(Dates.parse(text, pattern, ZoneId.of("UTC")).map(writer::format))
                        .as(pattern)
                        .contains(text);
            }
        }
    }

    @Test
    void amountsSurviveBeingWrittenEitherWay() {
        var random = new Random(8);
        for (int i = 0; i < 500; i++) {
            var value = BigDecimal.valueOf(random.nextLong(100_000_000_000L), 2);
            var point = String.format(java.util.Locale.ENGLISH, "%,.2f", value);
            var comma = point.replace(',', '_').replace('.', ',').replace('_', '.');
            assertThat(Numbers.parse(point, '.').orElseThrow()).isEqualByComparingTo(value);
            assertThat(Numbers.parse(comma, ',').orElseThrow()).isEqualByComparingTo(value);
        }
    }
}

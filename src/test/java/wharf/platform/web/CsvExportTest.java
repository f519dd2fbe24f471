package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

class CsvExportTest {
    @Test
    void pagesFollowEachOtherUntilOneIsEmpty() throws UnsupportedEncodingException {
        var response = new MockHttpServletResponse();

        CsvExport.<Integer>send(
                response,
                "numbers.csv",
                List.of("n", "note"),
                last -> last == null ? List.of(1, 2) : last == 2 ? List.of(3) : List.of(),
                n -> Arrays.asList(n, n == 2 ? null : "a \"b\", c"));

        assertThat(response.getContentAsString())
                .isEqualToNormalizingNewlines("n,note\n1,\"a \"\"b\"\", c\"\n2,\n3,\"a \"\"b\"\", c\"\n");
        assertThat(response.getHeader("Content-Disposition")).contains("numbers.csv");
    }

    @Test
    void textThatLooksLikeAFormulaIsDefusedAndNumbersStayNumbers() {
        for (var formula : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"))
            assertThat(CsvExport.cell(formula)).isEqualTo("'" + formula);
        assertThat(CsvExport.cell(-1)).isEqualTo("-1");
        assertThat(CsvExport.cell("plain")).isEqualTo("plain");
    }
}

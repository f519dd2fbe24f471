package wharf.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "Müller & Söhne", "line\nbreak\r\tand tab", "~}", "\u00a0", "😀", "a😀b"})
    void whatCanBeStoredIsTaken(@Nullable String text) {
        assertThat(checked(text, 100)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul\u0000",
                "\u0001",
                "escape\u001b",
                "delete\u007f",
                "c1\u0085",
                "high \ud83d",
                "\ud83d high",
                "\ude00 low",
                "\ud83d\ud83d\ude00",
                "\ude00\ud83d"
            })
    void controlCharactersAndBrokenUnicodeAreRefused(String text) {
        assertThat(checked(text, 100)).extracting(Problem::code).containsExactly("bad-characters");
    }

    @Test
    void aPairAtTheEndIsWholeAndWhatFollowsOneIsLookedAt() {
        assertThat(checked("😀", 2)).isEmpty();
        assertThat(checked("😀\u0000", 9)).hasSize(1);
    }

    @Test
    void theLongestTextIsTakenAndOneMoreIsNot() {
        assertThat(checked("12345", 5)).isEmpty();
        assertThat(checked("123456", 5)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("too-long");
            assertThat(problem.field()).isEqualTo("name");
            assertThat(problem.value()).isEqualTo("123456");
            assertThat(problem.message()).isEqualTo("This text has 6 characters; shorten it to 5.");
        });
    }

    @Test
    void whatIsRequiredMustNotBeBlankAndIsCheckedLikeAnyText() {
        assertThat(required(null)).extracting(Problem::code).containsExactly("required");
        assertThat(required(" \t")).extracting(Problem::code).containsExactly("required");
        assertThat(required("\u0000")).extracting(Problem::code).containsExactly("bad-characters");
        assertThat(required("too long")).extracting(Problem::code).containsExactly("too-long");
        assertThat(required("fine")).isEmpty();
    }

    @Test
    void aProblemShowsTheValueShortenedAndWithoutHiddenCharacters() {
        assertThat(value("a\u0000b\ud83dc😀")).isEqualTo("a\\u0000b\\ud83dc😀");
        assertThat(value("x".repeat(120))).isEqualTo("x".repeat(120));
        assertThat(value("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
        assertThat(Problem.of("code", "field", 12, "message").value()).isEqualTo("12");
        assertThat(Problem.of("code", "field", null, "message").value()).isNull();
    }

    @Test
    void aProblemOfAPartNamesThePathToIt() {
        var problem = new Problem("required", "sku", "v", "m");
        assertThat(problem.under("lines[2]")).isEqualTo(new Problem("required", "lines[2].sku", "v", "m"));
        assertThat(new Problem("required", "", null, "m").under("lines"))
                .extracting(Problem::field)
                .isEqualTo("lines");
    }

    private static @Nullable String value(String value) {
        return Problem.of("code", "field", value, "message").value();
    }

    private static List<Problem> checked(@Nullable String text, int longest) {
        var problems = new ArrayList<Problem>();
        Texts.check(problems, "name", text, longest);
        return problems;
    }

    private static List<Problem> required(@Nullable String text) {
        var problems = new ArrayList<Problem>();
        Texts.require(problems, "name", text, 5);
        return problems;
    }
}

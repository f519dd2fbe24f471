package wharf.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wharf.shared.Problem;

class InstrumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "card 4111.1111.1111.1111 exp 12/30",
                "5500005555555559",
                "340000000000009",
                "6011000000000004",
                "4222222222222",
                "٤١١١١١١١١١١١١١١١",
                "4111–1111–1111–1111"
            })
    void aCardNumberIsRefusedAndNotRepeated(String instrument) {
        assertThat(Instruments.problem(Mode.AUTHORISE, instrument))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .returns("card-number", Problem::code)
                        .returns(null, Problem::value));
        assertThat(Instruments.problem(Mode.DIRECT, instrument)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tok_ok",
                "pm_1NXWPnLkdIwHu7ix4Ee9Wqzb",
                "4111111111111112",
                "123456789012",
                "01998c2e-7d5a-7c3e-9f00-1234567890ab"
            })
    void aTokenIsAccepted(String instrument) {
        assertThat(Instruments.problem(Mode.AUTHORISE, instrument)).isEmpty();
    }

    @Test
    void anAuthorisedTenderNeedsAToken() {
        assertThat(Instruments.problem(Mode.AUTHORISE, null)).isPresent();
        assertThat(Instruments.problem(Mode.AUTHORISE, " ")).isPresent();
        assertThat(Instruments.problem(Mode.AUTHORISE, "tok\u0000")).isPresent();
        assertThat(Instruments.problem(Mode.AUTHORISE, "t".repeat(201))).isPresent();
        assertThat(Instruments.problem(Mode.DIRECT, null)).isEmpty();
    }
}

package wharf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {
    /** The rule of GS1: all digits weighted 1, 3, 1, 3 … from the left come to a multiple of ten. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 60, 12345, 99999})
    void the_check_digit_makes_the_weighted_sum_a_multiple_of_ten(int number) {
        var code = Gtin.demo(number);

        int sum = 0;
        for (int i = 0; i < 13; i++) sum += Character.digit(code.charAt(i), 10) * (i % 2 == 0 ? 1 : 3);

        assertThat(code).hasSize(13).startsWith("952");
        assertThat(sum % 10).isZero();
    }
}

package wharf.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
    @Test
    void oneIsNotToldAsMany() {
        assertThat(Shown.count(0, "unit")).isEqualTo("0 units");
        assertThat(Shown.count(1, "unit")).isEqualTo("1 unit");
        assertThat(Shown.count(1234, "order")).isEqualTo("1,234 orders");
    }
}

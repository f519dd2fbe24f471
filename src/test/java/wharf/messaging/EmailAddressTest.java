package wharf.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"ann@example.com", "ann.smith+shop@mail.example.co.uk", "o'neil@example.com", "a@b.io"})
    void anAddressIsMailed(String address) {
        assertThat(EmailAddress.problem(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ann",
                "@example.com",
                "ann@",
                "ann@example.com,bob@example.com",
                "ann@example.com bob@example.com",
                "Ann <ann@example.com>",
                "ann@example.com\r\nBcc: everybody@example.com",
                "ann@example.com\nSubject: x",
                "ann@exa\u0000mple.com",
                "group: ann@example.com;",
                "ann@@example.com"
            })
    void anythingElseIsNot(String address) {
        assertThat(EmailAddress.problem(address)).isPresent();
    }
}

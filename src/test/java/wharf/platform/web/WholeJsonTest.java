package wharf.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import wharf.endpoints.Api;
import wharf.testing.WharfTest;

@WharfTest
class WholeJsonTest {
    @LocalServerPort
    int port;

    @Test
    void an_answer_and_a_refusal_say_their_length_before_they_come() {
        for (var path : new String[] {"/actuator/health", "/api/v1/orders"}) {
            var answer = Api.nobody(port).get(path);

            assertThat(answer.headers().firstValueAsLong("Content-Length"))
                    .as(path)
                    .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
            assertThat(answer.headers().firstValue("Transfer-Encoding"))
                    .as(path)
                    .isEmpty();
        }
    }
}

package wharf.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ShellTest {
    @Test
    void theReadersZoneIsThatOfTheCookieAndNonsenseIsNone() {
        assertThat(zone("America/New_York")).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(zone("UTC")).isEqualTo(ZoneId.of("UTC"));
        for (var nonsense :
                List.of("", "Mars/Olympus", "+99:00", "../../etc/passwd", "%00", "<script>", "x".repeat(5000)))
            assertThat(zone(nonsense)).as(nonsense).isNull();
        assertThat(new Shell(new MockHttpServletRequest(), List.of(), List.of()).zone())
                .isNull();
    }

    private static @Nullable ZoneId zone(String cookie) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("wharf_zone", cookie));
        return new Shell(request, List.of(), List.of()).zone();
    }
}

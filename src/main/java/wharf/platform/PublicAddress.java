package wharf.platform;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where shoppers reach this Wharf: {@code wharf.public-url}, for links in messages and on labels. */
@Component
public class PublicAddress {
    private final String base;

    PublicAddress(@Value("${wharf.public-url:}") String base, @Value("${server.port:8080}") int port) {
        var given = base.isBlank() ? "http://127.0.0.1:" + port : base.strip();
        this.base = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    }

    /** The absolute address of a path that begins with a slash. */
    public String of(String path) {
        return base + path;
    }
}

package wharf.demo;

import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started Wharf how far the demo is, where to open it and who may sign in. */
@Component
class Welcome {
    private static final String TEXT = """

              Wharf DEMO: invented merchants, simulated payments, carrier, printers and people.

                Open      %s

                %s
                With one: manager@, picker@, packer@, merchant@ or viewer@wharf.local, all with %s (everybody knows it).
            %s
              To start empty: another wharf.database.directory and wharf.demo=false.
            """;
    private static final String OPEN = "No password is needed there.";
    private static final String CLOSED =
            "Its doors are closed, since other computers reach it: sign in, or set wharf.demo.public=true.";
    private static final String TOKEN = """
                API token %s   (shown this once)
                Placed    %d demo orders
            """;

    private final Environment environment;
    private final DemoSettings settings;

    Welcome(Environment environment, DemoSettings settings) {
        this.environment = environment;
        this.settings = settings;
    }

    /** One line of how far the first start has come. */
    void progress(String what) {
        System.out.println("  Wharf demo: " + what + " …");
    }

    void print(Optional<String> token, int orders) {
        var first = token.map(secret -> TOKEN.formatted(secret, orders)).orElse("");
        System.out.println(
                TEXT.formatted(address(), settings.mayHaveDoors() ? OPEN : CLOSED, DemoPeople.PASSWORD, first));
    }

    private String address() {
        var port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        return "http://" + environment.getProperty("server.address", "localhost") + ":" + port + "/";
    }
}

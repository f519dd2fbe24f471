package wharf.demo;

import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started Wharf where the demo is and who may sign in. */
@Component
class Welcome {
    private static final String TEXT = """

              Wharf DEMO: invented merchants, simulated payments, carrier and printers.

                Open      %s
                Shops     %s
                Manager   %s
                Picker    %s
                Packer    %s
                Merchant  %s, %s
                Password  %s   (the same for all of them; everybody knows it)
            %s
              To start empty: another wharf.database.directory and wharf.demo=false.
            """;
    private static final String TOKEN = """
                API token %s   (shown this once)
                Placed    %d demo orders
            """;

    private final Environment environment;

    Welcome(Environment environment) {
        this.environment = environment;
    }

    void print(Optional<String> token, int orders) {
        var first = token.map(secret -> TOKEN.formatted(secret, orders)).orElse("");
        System.out.println(TEXT.formatted(
                address(),
                shops(),
                DemoPeople.MANAGER,
                DemoPeople.PICKER,
                DemoPeople.PACKER,
                DemoPeople.MERCHANT,
                DemoPeople.VIEWER,
                DemoPeople.PASSWORD,
                first));
    }

    private String shops() {
        return DemoMerchant.ALL.stream()
                .map(merchant -> address() + "shop/" + merchant.code())
                .collect(Collectors.joining("\n                          "));
    }

    private String address() {
        var port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        return "http://" + environment.getProperty("server.address", "localhost") + ":" + port + "/";
    }
}

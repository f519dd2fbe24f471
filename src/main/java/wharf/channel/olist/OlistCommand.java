package wharf.channel.olist;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import wharf.merchant.Merchants;
import wharf.merchant.NewMerchant;
import wharf.platform.Context;
import wharf.shared.MerchantId;
import wharf.shared.Refusal;

/**
 * {@code wharf import-olist DIR [--merchant=CODE]}: imports the five tables of a directory for a merchant, who is taken on if new, prints
 * the counts, and ends with status 0 when every order is in or parked, 1 otherwise.
 */
@Component
@Order(1100)
class OlistCommand implements ApplicationRunner {
    private static final String NAME = "import-olist";

    private final OlistImport imports;
    private final Merchants merchants;
    private final ConfigurableApplicationContext application;

    OlistCommand(OlistImport imports, Merchants merchants, ConfigurableApplicationContext application) {
        this.imports = imports;
        this.merchants = merchants;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var words = arguments.getNonOptionArgs();
        if (words.isEmpty() || !words.getFirst().equals(NAME)) return;
        int code = Context.background(NAME).call(() -> tried(words, merchant(arguments)));
        ExitCodeGenerator status = () -> code;
        System.exit(SpringApplication.exit(application, status));
    }

    private static String merchant(ApplicationArguments arguments) {
        var given = arguments.getOptionValues("merchant");
        return given == null || given.isEmpty() ? "olist" : given.getFirst();
    }

    private int tried(List<String> words, String merchant) {
        if (words.size() != 2) {
            System.err.println("usage: " + NAME + " DIR [--merchant=CODE]");
            return 1;
        }
        try {
            var report = imports.run(
                    merchant(merchant), OlistFiles.in(Path.of(words.get(1))).read());
            System.out.print(report.text());
            return report.failed() == 0 && report.addsUp() ? 0 : 1;
        } catch (Refusal refusal) {
            refusal.problems().forEach(problem -> System.err.println(problem.field() + ": " + problem.message()));
            return 1;
        }
    }

    private MerchantId merchant(String code) {
        return merchants
                .byCode(code)
                .map(known -> known.id())
                .orElseGet(() ->
                        merchants.create(NewMerchant.of(code, code, OlistMapping.CURRENCY, code + "@example.com")));
    }
}

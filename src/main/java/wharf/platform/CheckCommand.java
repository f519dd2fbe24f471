package wharf.platform;

import java.util.stream.Collectors;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code wharf check}: prints every invariant and what breaks it, and ends with status 0 when all hold, 1 otherwise. */
@Component
@Order(1000)
class CheckCommand implements ApplicationRunner {
    private static final int LIMIT = 100;

    private final InvariantChecks checks;
    private final ConfigurableApplicationContext application;

    CheckCommand(InvariantChecks checks, ConfigurableApplicationContext application) {
        this.checks = checks;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!arguments.getNonOptionArgs().contains("check")) return;
        var results = Context.background("check").call(() -> checks.run(LIMIT));
        for (var result : results) {
            System.out.println((result.holds() ? "holds   " : "BROKEN  ") + result.name() + ": " + result.rule());
            result.violations().forEach(finding -> System.out.println("        " + line(finding)));
        }
        int code = results.stream().allMatch(InvariantChecks.Result::holds) ? 0 : 1;
        ExitCodeGenerator status = () -> code;
        System.exit(SpringApplication.exit(application, status));
    }

    /** As people call it, with the ids at the end for whoever looks into the database. */
    static String line(InvariantChecks.Finding finding) {
        var named = Named.of(finding.things());
        var ids = finding.things().stream().map(thing -> thing.id().toString()).collect(Collectors.joining(", "));
        return named.say(finding.subject()) + "  " + named.say(finding.detail())
                + (ids.isEmpty() ? "" : "  [" + ids + "]");
    }
}

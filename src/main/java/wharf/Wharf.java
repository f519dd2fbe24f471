package wharf;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import wharf.devices.AgentCommand;
import wharf.platform.database.DatabaseHeadStart;

/** Starts one node of Wharf. Beans are named by their full class name, so that modules need not know each other's words. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Wharf {
    /** Commands run beside a node that serves: on a port of its own, leaving the work to that node, and without chatter. */
    private static final List<String> BESIDE_A_NODE = List.of(
            "--server.port=0",
            "--wharf.work.enabled=false",
            "--wharf.printing.simulator.enabled=false",
            "--logging.level.root=warn",
            "--spring.main.banner-mode=off");

    private static final List<String> COMMANDS = List.of("check", "import-olist", "backup");

    public static void main(String[] args) {
        if (AgentCommand.asked(args)) System.exit(AgentCommand.run(args));
        var application = new SpringApplication(Wharf.class);
        application.addInitializers(new DatabaseHeadStart());
        application.run(arguments(args));
    }

    private static String[] arguments(String[] args) {
        var given = List.of(args);
        return COMMANDS.stream().anyMatch(given::contains)
                ? Stream.concat(BESIDE_A_NODE.stream(), given.stream()).toArray(String[]::new)
                : args;
    }
}

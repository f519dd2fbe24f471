package wharf.platform.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import wharf.shared.Refusal;

/** {@code wharf backup --to=DIRECTORY}: copies the embedded database while it serves; ends with status 0 when the copy is whole. */
@Component
@Order(1000)
class BackupCommand implements ApplicationRunner {
    private final Database database;
    private final ConfigurableApplicationContext application;

    BackupCommand(Database database, ConfigurableApplicationContext application) {
        this.database = database;
        this.application = application;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!arguments.getNonOptionArgs().contains("backup")) return;
        int code = backUp(arguments);
        ExitCodeGenerator status = () -> code;
        System.exit(SpringApplication.exit(application, status));
    }

    private int backUp(ApplicationArguments arguments) {
        var targets = arguments.getOptionValues("to");
        var embedded = database.embedded();
        if (targets == null || targets.size() != 1 || targets.getFirst().isBlank())
            return fail("Say where to: backup --to=DIRECTORY, a directory that does not exist yet.");
        if (embedded == null)
            return fail("This Wharf uses an external PostgreSQL: back that up with pg_dump or pg_basebackup.");
        var target = Path.of(targets.getFirst()).toAbsolutePath().normalize();
        long start = System.nanoTime();
        try {
            new EmbeddedBackup(embedded).to(target);
        } catch (Refusal | IOException | SQLException e) {
            return fail("The backup failed, and left nothing at " + target + ": " + e.getMessage());
        }
        System.out.println("Backed up to " + target + " in "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds()
                + " s. To restore: stop Wharf, put this directory in the place of " + embedded.directory()
                + ", start Wharf, run the check.");
        return 0;
    }

    private static int fail(String why) {
        System.err.println(why);
        return 1;
    }
}

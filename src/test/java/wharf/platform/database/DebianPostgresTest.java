package wharf.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All migrations, and the application's role, on the PostgreSQL that Debian packages. */
@Tag("slow")
class DebianPostgresTest {
    private final String port = Integer.toString(TestServers.freePort());
    private Path directory = Path.of("");
    private Map<String, String> options = Map.of();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(isInstalled(), "no PostgreSQL under /usr/lib/postgresql");
        directory = Files.createTempDirectory("wharf-debian-").resolve("cluster");
        Files.setAttribute(directory.getParent(), "posix:permissions", PosixFilePermissions.fromString("rwxr-xr-x"));
        options = options(script("start"));
    }

    @AfterEach
    void stop() throws Exception {
        if (options.isEmpty()) return;
        script("stop");
        assertThat(directory).doesNotExist();
        Files.delete(directory.getParent());
    }

    @Test
    void migratesAndServesTheApplication() throws Exception {
        var administrator = new Login(option("username"), option("password"));
        try (var connection = Jdbc.connect(option("url"), administrator, "test")) {
            Jdbc.execute(connection, "create role chandler login createrole password 'rope'");
            Jdbc.execute(connection, "create database chandlery owner chandler");
        }
        new ApplicationContextRunner()
                .withUserConfiguration(DatabaseConfiguration.class)
                .withConfiguration(
                        AutoConfigurations.of(JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class))
                .withPropertyValues(
                        "wharf.database.url=" + option("url").replace("/postgres", "/chandlery"),
                        "wharf.database.owner.username=chandler",
                        "wharf.database.owner.password=rope",
                        "wharf.database.app.password=sail")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var jdbc = context.getBean(JdbcClient.class);
                    assertThat(jdbc.sql("select current_user")
                                    .query(String.class)
                                    .single())
                            .isEqualTo("wharf_app");
                    assertThat(jdbc.sql("show server_version_num")
                                    .query(Integer.class)
                                    .single())
                            .isGreaterThanOrEqualTo(150000);
                });
    }

    private static boolean isInstalled() throws IOException {
        var root = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(root)) return false;
        try (var versions = Files.list(root)) {
            return versions.anyMatch(
                    version -> Files.isExecutable(version.resolve("bin").resolve("pg_ctl")));
        }
    }

    private String script(String verb) throws IOException, InterruptedException {
        var command = List.of("ops/debian-postgres", verb, directory.toString(), port);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
        return output;
    }

    private String option(String name) {
        return options.getOrDefault("-Dwharf.test.database." + name, "");
    }

    private static Map<String, String> options(String printed) {
        return Arrays.stream(printed.strip().split(" "))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }
}

package wharf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import wharf.Wharf;
import wharf.identity.ApiTokens;
import wharf.identity.NewApiToken;
import wharf.platform.Context;
import wharf.platform.WorkPause;
import org.flywaydb.core.Flyway;
import wharf.platform.database.DedicatedConnections;
import wharf.shared.Authority;

/** One node of Wharf on a fresh, durable, embedded database in a temporary directory, gone when closed. */
final class BenchNode implements AutoCloseable {
    private final ConfigurableApplicationContext application;
    private final Path directory;
    private final int port;
    private final String token;

    private BenchNode(ConfigurableApplicationContext application, Path directory) {
        this.application = application;
        this.directory = directory;
        this.port = Integer.parseInt(String.valueOf(application.getEnvironment().getProperty("local.server.port")));
        this.token = token(List.copyOf(Authority.ALL));
    }

    static BenchNode start(Options options) throws IOException {
        return start(options, false);
    }

    /** @param printers whether labels come out of simulated printers */
    static BenchNode start(Options options, boolean printers) throws IOException {
        var directory = Files.createTempDirectory(Path.of("target"), "bench").toAbsolutePath();
        var arguments = List.of(
                "--server.port=0",
                "--server.tomcat.max-keep-alive-requests=-1",
                "--wharf.demo=false",
                "--wharf.work.enabled=true",
                "--wharf.database.url=",
                "--wharf.database.directory=" + directory.resolve("postgres"),
                "--wharf.database.port=" + options.number("port", 54499),
                "--wharf.printing.simulator.enabled=" + printers,
                "--logging.level.root=warn");
        return new BenchNode(SpringApplication.run(Wharf.class, arguments.toArray(String[]::new)), directory);
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    /** A connection of the application's role, outside every pool. */
    Connection connectAsApp() throws SQLException {
        return bean(DedicatedConnections.class).open("bench");
    }

    /** A connection of the owner of the schema. */
    Connection connectAsOwner() throws SQLException {
        return bean(Flyway.class).getConfiguration().getDataSource().getConnection();
    }

    static <T> T all(Supplier<T> work) {
        return Context.background("bench").call(work::get);
    }

    <T> T inTransaction(Supplier<T> work) {
        return all(() -> java.util.Objects.requireNonNull(bean(TransactionTemplate.class).execute(status -> work.get())));
    }

    /** Where it is reached, without a slash at the end. */
    String base() {
        return "http://127.0.0.1:" + port;
    }

    /** The secret of a new token with a name of its own: on the floor, a token is a person. */
    String token(List<String> scopes) {
        return all(() -> bean(ApiTokens.class)
                .issue(new NewApiToken("bench " + java.util.UUID.randomUUID(), scopes, null, null))
                .secret());
    }

    HttpConnection connect() throws IOException {
        return new HttpConnection(port, token);
    }

    /** Adds settings to the database's configuration and has it read again. */
    void configure(String settings, long postmaster) throws Exception {
        Files.writeString(directory.resolve("postgres").resolve("local.conf"), settings);
        int status = new ProcessBuilder("kill", "-HUP", Long.toString(postmaster)).start().waitFor();
        if (status != 0) throw new IllegalStateException("PostgreSQL was not told to read its configuration again");
    }

    /** Does something while nothing is done in the background. */
    <T> T still(Callable<T> something) {
        return bean(WorkPause.class).still(() -> {
            try {
                return something.call();
            } catch (Exception fault) {
                throw new IllegalStateException(fault);
            }
        });
    }

    void pauseCoordinator() {
        coordinator().forEach(SmartLifecycle::stop);
    }

    void resumeCoordinator() {
        coordinator().forEach(loop -> {
            if (!loop.isRunning()) loop.start();
        });
    }

    private List<SmartLifecycle> coordinator() {
        var loops = new ArrayList<SmartLifecycle>();
        application.getBeansOfType(SmartLifecycle.class).forEach((name, bean) -> {
            if (name.endsWith("WorkLoop")) loops.add(bean);
        });
        return loops;
    }

    /** Waits until the coordinator has nothing due any more, at most so long; says how much there was and how much was done. */
    Map<String, Object> drain(int mostSeconds) {
        long before = due();
        long started = System.nanoTime();
        long end = started + mostSeconds * 1_000_000_000L;
        long left = before;
        while (left > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(500_000_000L);
            left = due();
        }
        double took = (System.nanoTime() - started) / 1e9;
        return Map.of("queued", before, "left", left, "seconds", Math.round(took * 10) / 10.0);
    }

    /** Waits until no work at all is due, such as what receiving stock asks for; at most so long. */
    void rest(int mostSeconds) {
        long end = System.nanoTime() + mostSeconds * 1_000_000_000L;
        while (count("select count(*) from work where due_at <= now()") > 0 && System.nanoTime() < end) LockSupport.parkNanos(200_000_000L);
    }

    private long due() {
        return count("select count(*) from work where step in ('ACCEPT', 'ROUTE', 'RELEASE', 'REFRESH', 'SETTLE') and due_at <= now()");
    }

    private long count(String query) {
        return inTransaction(() -> bean(JdbcClient.class).sql(query).query(Long.class).single());
    }

    @Override
    public void close() throws IOException {
        application.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}

package wharf.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Seconds from the start of the process to the first answered request, on an empty directory (PostgreSQL unpacked, database made, migrated) and
 * later, and the resident memory of the Java process then. Without demo data, which a first start seeds after it answers. Packaging and the making
 * of the cache are not counted, as they happen once a version.
 *
 * <pre>bench/run start [--launch cached|jar|classes] [--runs 3] [--port 18099]</pre>
 *
 * {@code cached}: the packaged program as {@code ops/aot-cache} prepares it; {@code jar}: the packaged program as it is; {@code classes}: from
 * compiled classes, as {@code ./mvnw spring-boot:run} does, with the options it adds.
 */
public final class StartBench {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private StartBench() {}

    private record Started(double seconds, long residentMb) {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.of(arguments);
        var launch = options.text("launch", "cached");
        var program = program(launch);
        var directory = Files.createTempDirectory(Path.of("target"), "start").toAbsolutePath();
        try {
            var first = start(program, directory, options.number("port", 18099));
            var later = new ArrayList<Started>();
            for (int i = 0; i < options.number("runs", 3); i++)
                later.add(start(program, directory, options.number("port", 18099)));
            System.out.println(Json.of(
                    "bench",
                    "start",
                    "launch",
                    launch,
                    "firstSeconds",
                    first.seconds(),
                    "laterSeconds",
                    IntakeBench.median(later.stream().map(Started::seconds).toList()),
                    "residentMb",
                    later.getLast().residentMb()));
        } finally {
            delete(directory);
        }
    }

    private static Started start(List<String> program, Path directory, int port) throws Exception {
        long before = System.nanoTime();
        var process = new ProcessBuilder(command(program, directory, port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log.txt").toFile())
                .start();
        try {
            await(port, process, before + PATIENCE_NANOS);
            return new Started(Math.round((System.nanoTime() - before) / 1e8) / 10.0, residentMb(process.pid()));
        } finally {
            process.destroy();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> program(String launch) throws Exception {
        var java = List.of(ProcessHandle.current().info().command().orElse("java"), "--enable-native-access=ALL-UNNAMED");
        return switch (launch) {
            case "cached" -> {
                run("./mvnw", "-q", "-B", "-Pquick", "-DskipTests", "package");
                run("ops/aot-cache");
                yield plus(java, "-XX:AOTCache=target/wharf/wharf.aot", "-jar", "target/wharf/wharf.jar");
            }
            case "jar" -> {
                run("./mvnw", "-q", "-B", "-Pquick", "-DskipTests", "package");
                yield plus(java, "-jar", packaged().toString());
            }
            case "classes" ->
                plus(java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "wharf.Wharf");
            default -> throw new IllegalArgumentException("--launch " + launch + "; one of cached, jar, classes");
        };
    }

    private static Path packaged() throws IOException {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("wharf-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What it prints goes to stderr: stdout is for the figures. */
    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(System.err);
        if (process.waitFor() != 0) throw new IllegalStateException(String.join(" ", command) + " failed");
    }

    private static List<String> command(List<String> program, Path directory, int port) {
        return plus(
                program,
                "--server.port=" + port,
                "--wharf.demo=false",
                "--wharf.database.url=",
                "--wharf.database.directory=" + directory.resolve("postgres"),
                "--wharf.database.port=" + (port + 1));
    }

    private static List<String> plus(List<String> first, String... rest) {
        var all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return all;
    }

    private static void await(int port, Process process, long end) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login")).build();
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end && process.isAlive()) {
                try {
                    if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) return;
                } catch (IOException notYet) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            }
        }
        throw new IllegalStateException("Wharf did not answer; see its log in the directory");
    }

    /** Resident memory as Linux tells it; 0 elsewhere. */
    private static long residentMb(long pid) throws IOException {
        var status = Path.of("/proc/" + pid + "/status");
        if (!Files.exists(status)) return 0;
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}

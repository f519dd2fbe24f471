package wharf.fire;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program as child processes of the tests run it: its classes in a jar, with the libraries, without the tests' own settings. Many children are
 * started, so that the first start is recorded in an AOT cache (JEP 483), which takes half of the work off every other. A cache has
 * no directories on its class path, hence the jar.
 */
final class Program {
    private static final Logger log = LoggerFactory.getLogger(Program.class);
    private static final Path DIRECTORY = Path.of("target", "fire");
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final Path CACHE = DIRECTORY.resolve("node.aot");

    private static final List<String> JAVA = List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED");

    private static final String CLASS_PATH = classPath();
    private static boolean recorded;

    private Program() {}

    /** A Java that runs the program, from the cache where there is one. */
    static synchronized List<String> java(Map<String, String> settings) {
        if (!recorded) record(settings);
        recorded = true;
        return Files.exists(CACHE) ? command("-XX:AOTCache=" + CACHE) : command();
    }

    /** Without a cache the children start as they always did, so that a failure here fails no test. */
    private static void record(Map<String, String> settings) {
        try {
            Files.deleteIfExists(CACHE);
            var harmless = new HashMap<>(settings);
            harmless.remove("wharf.kill.at");
            try (var node = Node.launch(
                    "recorded", harmless, command("-XX:AOTCacheOutput=" + CACHE, "-Xlog:aot=error"), List.of())) {
                node.awaitStart();
                node.stop();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("No AOT cache for child processes", e);
        }
    }

    private static List<String> command(String... options) {
        var command = new ArrayList<>(JAVA);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", CLASS_PATH));
        return command;
    }

    private static String classPath() {
        var libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"));
        return Stream.concat(Stream.of(jar().toString()), libraries).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar() {
        try {
            var jar = Files.createDirectories(DIRECTORY).resolve("wharf.jar");
            try (var out = new JarOutputStream(Files.newOutputStream(jar));
                    var files = Files.walk(CLASSES)) {
                for (var file : files.skip(1).sorted().toList()) {
                    out.putNextEntry(new JarEntry(name(file)));
                    if (Files.isRegularFile(file)) Files.copy(file, out);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Directories have their entries too: Spring looks for them when it scans packages. */
    private static String name(Path file) {
        var name = CLASSES.relativize(file).toString().replace(File.separatorChar, '/');
        return Files.isDirectory(file) ? name + "/" : name;
    }
}

package wharf.platform.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that uses an embedded server, to be killed or to end when told. */
final class ChildNode implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final long serverPid;

    /** Starts the server or adopts it, and tells its process id; then waits for its input to end. */
    public static void main(String[] arguments) throws Exception {
        var server = TestServers.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("server " + server.pid());
        System.in.readAllBytes();
        server.close();
        System.out.println("closed");
    }

    ChildNode(Path parent, int port) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildNode.class.getName(),
                        parent.toString(),
                        Integer.toString(port)))
                .redirectErrorStream(true)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        serverPid = Long.parseLong(lineStarting("server ").substring("server ".length()));
    }

    long serverPid() {
        return serverPid;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void endNormally() throws IOException, InterruptedException {
        process.getOutputStream().close();
        lineStarting("closed");
        process.waitFor();
    }

    private String lineStarting(String prefix) throws IOException {
        var seen = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) return line;
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("The child ended without saying " + prefix + ":\n" + seen);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}

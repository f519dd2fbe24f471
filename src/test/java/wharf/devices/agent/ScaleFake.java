package wharf.devices.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A scale on loopback that answers each question with the next of its answers, the last one for ever. */
public final class ScaleFake implements AutoCloseable {
    private final ServerSocket socket;
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final char end;

    /** @param end what ends a question: a line feed for MT-SICS, a carriage return for NCI */
    public ScaleFake(char end, String... answers) {
        this.end = end;
        this.answers.addAll(java.util.List.of(answers));
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                answer(connection);
            } catch (IOException closed) {
                continue;
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var in = connection.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != end) continue;
            var answer = answers.size() > 1 ? answers.poll() : answers.peek();
            if (answer == null) continue;
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package wharf.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A printer on loopback that takes bytes as port 9100 does, and keeps what it was sent, a connection a page. */
public final class RawSink implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> pages = new CopyOnWriteArrayList<>();
    private volatile Runnable first = () -> {};

    public RawSink() {
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
                var page = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                // A connection that was opened and given up is no page.
                if (page.isEmpty()) continue;
                if (pages.isEmpty()) first.run();
                pages.add(page);
            } catch (IOException closed) {
                continue;
            }
        }
    }

    /** What happens when a page has come in whole, before the line to the sender is closed. */
    void whenFirstPage(Runnable action) {
        first = action;
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<String> pages() {
        return List.copyOf(pages);
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

package wharf.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a server that can be cut and mended: every connection breaks, and new ones are refused until then. */
public final class Relay implements AutoCloseable {
    private volatile int target;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listener;

    public Relay(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = listener.getLocalPort();
        listen();
    }

    public int port() {
        return port;
    }

    private void listen() {
        var current = listener;
        Thread.ofVirtual().start(() -> {
            while (!current.isClosed()) {
                try {
                    join(current.accept());
                } catch (IOException cut) {
                    continue;
                }
            }
        });
    }

    private void join(Socket client) throws IOException {
        open.add(client);
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException nobodyThere) {
            client.close();
            throw nobodyThere;
        }
        open.add(server);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            return;
        }
    }

    /** Leads new connections to another server. */
    public void lead(int other) {
        target = other;
    }

    void cut() {
        try {
            listener.close();
            for (var socket : open) socket.close();
            open.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mend() throws IOException {
        var fresh = new ServerSocket();
        fresh.setReuseAddress(true);
        fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        listener = fresh;
        listen();
    }

    @Override
    public void close() {
        cut();
    }
}

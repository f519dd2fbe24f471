package wharf.printing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Writes to printers, over TCP or by IPP, never for longer than its time-outs. Plain Java: the agent, which has no Spring, prints by it too. */
public final class PrinterWire {
    private static final int CONNECT_MILLIS = 2000;
    /** A printer that is out of paper stops reading; then the write would block for ever. */
    private static final int WRITE_SECONDS = 10;

    private static final int CLOSE_MILLIS = 500;

    private final IppSender ipp = new IppSender();

    /** What has to be said before the first byte leaves; once the printer accepted a connection. It may refuse. */
    @FunctionalInterface
    public interface Announcement {
        void make() throws IOException;
    }

    /** Hands bytes over as port 9100 takes them. @throws IOException when the printer cannot be reached, or the bytes may not all have arrived */
    public void raw(String host, int port, byte[] content, Announcement writing) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            writing.make();
            var timeOut = CompletableFuture.runAsync(
                    () -> close(socket), CompletableFuture.delayedExecutor(WRITE_SECONDS, TimeUnit.SECONDS));
            socket.getOutputStream().write(content);
            socket.shutdownOutput();
            timeOut.cancel(false);
            awaitClose(socket);
        }
    }

    /**
     * Hands a PDF over by the Internet Printing Protocol, once a first connection has shown that the printer is there.
     *
     * @throws IOException as {@link #raw}, or when the printer refuses the job
     */
    public void ipp(String host, int port, String path, String title, byte[] pdf, Announcement writing)
            throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
        }
        writing.make();
        ipp.print(host, port, path, title, pdf);
    }

    /** Most printers close when they have read everything; one that keeps the line open has taken it too. */
    private static void awaitClose(Socket socket) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        socket.setSoTimeout(CLOSE_MILLIS);
        var unread = new byte[1024];
        try {
            // Some send their status all the time: none may hold the queue by that.
            int read = 0;
            while (read >= 0 && System.nanoTime() < end)
                read = socket.getInputStream().read(unread);
        } catch (SocketTimeoutException keptOpen) {
            return;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}

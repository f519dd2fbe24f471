package wharf.printing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Writes to printers, over TCP or by IPP, never for longer than its time-outs. */
@Component
class PrinterConnections {
    private static final int CONNECT_MILLIS = 2000;
    /** A printer that is out of paper stops reading; then the write would block for ever. */
    private static final int WRITE_SECONDS = 10;

    private static final int CLOSE_MILLIS = 500;

    private final PrinterSimulator simulator;
    private final IppSender ipp;

    PrinterConnections(PrinterSimulator simulator, IppSender ipp) {
        this.simulator = simulator;
        this.ipp = ipp;
    }

    /**
     * Hands the content over.
     *
     * @param title what the printer may call the job
     * @param writing called before the first byte; over TCP once the printer accepted the connection
     * @throws IOException when the printer cannot be reached, or the bytes may not all have arrived
     */
    void send(Printer printer, String title, byte[] content, Runnable writing) throws IOException {
        if (printer.kind() == Printer.Kind.IPP) {
            writing.run();
            ipp.print(String.valueOf(printer.host()), printer.port(), printer.path(), title, content);
            return;
        }
        try (var socket = new Socket()) {
            socket.connect(address(printer), CONNECT_MILLIS);
            writing.run();
            var timeOut = CompletableFuture.runAsync(
                    () -> close(socket), CompletableFuture.delayedExecutor(WRITE_SECONDS, TimeUnit.SECONDS));
            socket.getOutputStream().write(content);
            socket.shutdownOutput();
            timeOut.cancel(false);
            awaitClose(socket);
        }
    }

    private InetSocketAddress address(Printer printer) throws IOException {
        return switch (printer.kind()) {
            case RAW_9100, IPP -> new InetSocketAddress(String.valueOf(printer.host()), printer.port());
            case SIMULATED -> new InetSocketAddress(InetAddress.getLoopbackAddress(), simulator.portOf(printer));
        };
    }

    /** Most printers close when they have read everything; one that keeps the line open has taken it too. */
    private static void awaitClose(Socket socket) throws IOException {
        socket.setSoTimeout(CLOSE_MILLIS);
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
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

package wharf.printing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import wharf.platform.Context;

/**
 * A simulator of label and document printers: listens on loopback as a printer does on port 9100, takes ZPL or PDF and keeps it, so that a
 * screen can show what would have come out. It is no printer: it draws the part of ZPL that Wharf's own labels use and shows the rest as text.
 */
@Component
class PrinterSimulator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PrinterSimulator.class);
    private static final int MOST_BYTES = 8 << 20;
    private static final int READ_MILLIS = 10_000;

    private final boolean enabled;
    private final Printers printers;
    private final SimulatedPages pages;
    private final Map<UUID, ServerSocket> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;

    PrinterSimulator(
            @Value("${wharf.printing.simulator.enabled:true}") boolean enabled,
            Printers printers,
            SimulatedPages pages) {
        this.enabled = enabled;
        this.printers = printers;
        this.pages = pages;
    }

    /** Where this simulated printer listens; starts it if it does not yet. */
    int portOf(Printer printer) throws IOException {
        if (!enabled) throw new IOException("the printer simulator is switched off (wharf.printing.simulator.enabled)");
        synchronized (listeners) {
            var listening = listeners.get(printer.id());
            if (listening == null) {
                listening = listen(printer);
                listeners.put(printer.id(), listening);
            }
            return listening.getLocalPort();
        }
    }

    private ServerSocket listen(Printer printer) throws IOException {
        var socket = new ServerSocket(printer.port(), 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("printer-simulator").start(() -> accept(printer.id(), socket));
        LOG.info("simulated printer {} listens on loopback port {}", printer.name(), socket.getLocalPort());
        return socket;
    }

    private void accept(UUID printer, ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().name("printer-simulator").start(() -> take(printer, connection));
            } catch (IOException closed) {
                if (running) LOG.warn("simulated printer {} stopped listening", printer, closed);
                return;
            }
        }
    }

    /** The line is closed after the pages are stored, so that a sender that waits for it knows they are. */
    private void take(UUID printer, Socket connection) {
        try (connection) {
            connection.setSoTimeout(READ_MILLIS);
            var bytes = connection.getInputStream().readNBytes(MOST_BYTES);
            Context.background("printer-simulator").run(() -> keep(printer, bytes));
        } catch (IOException | RuntimeException fault) {
            LOG.warn("simulated printer {} lost a page", printer, fault);
        }
    }

    private void keep(UUID printer, byte[] bytes) {
        if (PdfDocuments.isPdf(bytes)) {
            pages.storeDocument(printer, bytes);
            return;
        }
        var text = new String(bytes, StandardCharsets.UTF_8).replace("\0", "");
        pages.store(printer, ZplPages.split(text));
    }

    @Override
    public void start() {
        running = true;
        if (!enabled) return;
        for (var printer : printers.all()) {
            if (printer.kind() != Printer.Kind.SIMULATED || printer.port() == 0) continue;
            try {
                portOf(printer);
            } catch (IOException taken) {
                LOG.warn(
                        "simulated printer {} cannot listen on port {}: {}",
                        printer.name(),
                        printer.port(),
                        taken.getMessage());
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        synchronized (listeners) {
            listeners.values().forEach(PrinterSimulator::close);
            listeners.clear();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            LOG.debug("closing a simulated printer", alreadyGone);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

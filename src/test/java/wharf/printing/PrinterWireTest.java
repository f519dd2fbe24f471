package wharf.printing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What printers do to whoever prints. */
class PrinterWireTest {
    private static final String HOST = "127.0.0.1";
    private static final byte[] PAGE = "^XA^XZ".getBytes(StandardCharsets.UTF_8);

    private final PrinterWire wire = new PrinterWire();
    private final AtomicInteger announced = new AtomicInteger();

    @Test
    @Timeout(10)
    void aPrinterThatNeverStopsTellingItsStatusHoldsNobodyUp() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> chatter(server));

            wire.raw(HOST, server.getLocalPort(), PAGE, announced::incrementAndGet);

            assertThat(announced).hasValue(1);
        }
    }

    @Test
    void ofADocumentWhosePrinterIsOffNoByteLeavesAndNothingIsAnnounced() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(() -> wire.ipp(HOST, port, "/ipp/print", "Slip", PAGE, announced::incrementAndGet))
                .isInstanceOf(IOException.class);
        assertThat(announced).hasValue(0);
    }

    private static void chatter(ServerSocket server) {
        try (var connection = server.accept()) {
            var status = new byte[512];
            while (!server.isClosed()) connection.getOutputStream().write(status);
        } catch (IOException hungUp) {
            return;
        }
    }
}

package wharf.platform.database;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Whether a port of the loopback address is free, and what sits on it if not. */
final class PortProbe {
    private static final int TIMEOUT_MILLIS = 500;
    private static final int SSL_REQUEST_LENGTH = 8;
    private static final int SSL_REQUEST_CODE = 80877103;

    private PortProbe() {}

    static void requireFree(int port) {
        if (isFree(port)) return;
        throw new DatabaseCannotStart(
                "Port " + port + " on 127.0.0.1 is taken by "
                        + (isPostgres(port) ? "another PostgreSQL." : "another program."),
                "Stop that one, or name another port by wharf.database.port.");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(!OperatingSystem.isWindows());
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks for TLS, which every PostgreSQL answers by one letter; no password is sent to a stranger. */
    private static boolean isPostgres(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(SSL_REQUEST_LENGTH);
            out.writeInt(SSL_REQUEST_CODE);
            int answer = socket.getInputStream().read();
            return answer == 'S' || answer == 'N';
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}

package wharf.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A keep-alive connection that posts JSON and reads the status: the leanest client there is, because generator, server and database share
 * the machine's cores and the generator is not what is measured.
 */
final class HttpConnection implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] headers;
    private byte[] request = new byte[2048];
    private byte[] buffer = new byte[16_384];
    private int filled;

    HttpConnection(int port, String token) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        headers = (" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: ")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends one request and reads its whole answer; returns the status. */
    int post(String path, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        int length = append(0, "POST ".getBytes(StandardCharsets.US_ASCII));
        length = append(length, path.getBytes(StandardCharsets.US_ASCII));
        length = append(length, headers);
        length = append(length, Integer.toString(body.length).getBytes(StandardCharsets.US_ASCII));
        length = append(length, new byte[] {'\r', '\n', '\r', '\n'});
        length = append(length, body);
        out.write(request, 0, length);
        return answer();
    }

    private int append(int at, byte[] bytes) {
        if (at + bytes.length > request.length) request = Arrays.copyOf(request, (at + bytes.length) * 2);
        System.arraycopy(bytes, 0, request, at, bytes.length);
        return at + bytes.length;
    }

    /** Reads the head, then skips the body: by its length, or chunk by chunk. */
    private int answer() throws IOException {
        int head = headEnd();
        int status = (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
        int length = 0;
        boolean chunked = false;
        for (int line = next(0, head); line < head; line = next(line, head)) {
            if (begins(line, LENGTH)) length = number(line + LENGTH.length);
            else if (begins(line, ENCODING)) chunked = true;
        }
        discard(head);
        if (chunked) skipChunks();
        else skip(length);
        return status;
    }

    private int headEnd() throws IOException {
        for (int from = 0; ; ) {
            for (int i = Math.max(3, from); i < filled; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') return i + 1;
            }
            from = filled;
            fill();
        }
    }

    private int next(int at, int end) {
        while (at < end && buffer[at] != '\n') at++;
        return at + 1;
    }

    private boolean begins(int at, byte[] name) {
        for (int i = 0; i < name.length; i++) if ((buffer[at + i] | 0x20) != (name[i] | 0x20)) return false;
        return true;
    }

    private int number(int at) {
        int value = 0;
        for (int i = at; buffer[i] != '\r'; i++) if (buffer[i] != ' ') value = value * 10 + buffer[i] - '0';
        return value;
    }

    private void skipChunks() throws IOException {
        int size;
        do {
            int end = lineEnd();
            size = Integer.parseInt(new String(buffer, 0, end - 2, StandardCharsets.US_ASCII), 16);
            discard(end);
            skip(size + 2);
        } while (size > 0);
    }

    private int lineEnd() throws IOException {
        for (int i = 0; ; i++) {
            while (i >= filled) fill();
            if (buffer[i] == '\n') return i + 1;
        }
    }

    private void skip(int bytes) throws IOException {
        int left = bytes;
        while (left > 0) {
            if (filled == 0) fill();
            int now = Math.min(left, filled);
            discard(now);
            left -= now;
        }
    }

    private void discard(int bytes) {
        filled -= bytes;
        System.arraycopy(buffer, bytes, buffer, 0, filled);
    }

    private void fill() throws IOException {
        if (filled == buffer.length) buffer = Arrays.copyOf(buffer, filled * 2);
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) throw new IOException("the server closed the connection");
        filled += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package wharf.devices.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a scale in the network for its weight until it stands still, never for longer than its time-out. Plain Java, for server and agent. */
public final class ScaleWire {
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int CONNECT_MILLIS = 1500;
    private static final int MOST_CHARACTERS = 200;
    private static final int CARRIAGE_RETURN = '\r';
    private static final int LINE_FEED = '\n';
    private static final int END_OF_TEXT = 3;

    private final Duration patience;

    public ScaleWire() {
        this(PATIENCE);
    }

    ScaleWire(Duration patience) {
        this.patience = patience;
    }

    /** @return the stable weight in grams @throws IOException when there is none; the message is for people */
    public int weigh(ScaleKind kind, String host, int port) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            var line = new Line(socket, end);
            while (true) {
                switch (ask(kind, line)) {
                    case ScaleReply.Stable stable -> {
                        return stable.grams();
                    }
                    case ScaleReply.Wrong wrong -> throw new IOException(wrong.why());
                    // The next question waits for the scale's own pace.
                    case ScaleReply.Moving moving -> {}
                }
            }
        } catch (SocketTimeoutException silent) {
            throw new IOException("The scale did not come to rest, or gave no answer.", silent);
        } catch (java.net.ConnectException | java.net.UnknownHostException | java.net.NoRouteToHostException away) {
            throw new IOException("The scale at " + host + ":" + port + " cannot be reached.", away);
        }
    }

    private static ScaleReply ask(ScaleKind kind, Line line) throws IOException {
        return switch (kind) {
            case MT_SICS -> {
                line.say("S\r\n");
                yield ScaleReply.sics(line.hear());
            }
            case NCI -> {
                line.say("W\r");
                var first = line.hear();
                yield isStatus(first) ? ScaleReply.nci("", first) : ScaleReply.nci(first, line.hear());
            }
        };
    }

    /** A scale that cannot weigh sends its status only. */
    private static boolean isStatus(String line) {
        return line.length() == 3 && line.charAt(0) == 'S';
    }

    /** The line to a scale: over when the time is, however slowly or much the other side talks. */
    private record Line(Socket socket, long end) {
        void say(String question) throws IOException {
            socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
        }

        /** The next line that is not empty, to its end of line; an end of text belongs to the line before. */
        String hear() throws IOException {
            var line = new StringBuilder();
            for (int heard = 0; heard < MOST_CHARACTERS; heard++) {
                int c = next();
                boolean end = c == CARRIAGE_RETURN || c == LINE_FEED;
                if (end && !line.isEmpty()) return line.toString();
                if (!end && c != END_OF_TEXT) line.append((char) c);
            }
            throw new IOException(
                    "The scale talks too much: is it set to send by itself? Set it to answer when asked.");
        }

        private int next() throws IOException {
            socket.setSoTimeout(millisLeft());
            int c = socket.getInputStream().read();
            if (c < 0) throw new IOException("The scale hung up.");
            return c;
        }

        private int millisLeft() throws SocketTimeoutException {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) throw new SocketTimeoutException();
            return (int) millis;
        }
    }
}

package wharf.yours.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;

/** The mark some programs put before text to tell its encoding. */
final class Bom {
    private Bom() {}

    /** The encoding a mark tells; null without one. */
    static @org.jspecify.annotations.Nullable String charset(byte[] head) {
        if (starts(head, 0xef, 0xbb, 0xbf)) return "UTF-8";
        if (starts(head, 0xff, 0xfe)) return "UTF-16LE";
        return starts(head, 0xfe, 0xff) ? "UTF-16BE" : null;
    }

    /** The stream behind its mark. */
    static InputStream skipped(InputStream file) {
        try {
            var stream = new PushbackInputStream(file, 3);
            var head = stream.readNBytes(3);
            int mark =
                    starts(head, 0xef, 0xbb, 0xbf) ? 3 : starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff) ? 2 : 0;
            stream.unread(head, mark, head.length - mark);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) return false;
        for (int i = 0; i < bytes.length; i++) if ((head[i] & 0xff) != bytes[i]) return false;
        return true;
    }
}

package wharf.yours;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** The bytes of numbered pieces, one after the other, each fetched when it is needed. */
final class Pieces extends InputStream {
    private final IntFunction<Optional<byte[]>> fetch;
    private byte[] piece = new byte[0];
    private int number;
    private int at;

    Pieces(IntFunction<Optional<byte[]>> fetch) {
        this.fetch = fetch;
    }

    @Override
    public int read() {
        return more() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) return 0;
        if (!more()) return -1;
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean more() {
        while (at >= piece.length) {
            var next = fetch.apply(number);
            if (next.isEmpty()) return false;
            piece = next.get();
            at = 0;
            number++;
        }
        return true;
    }
}

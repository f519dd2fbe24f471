package wharf.yours.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Whether bytes that come in pieces are valid UTF-8 as a whole. */
public final class Utf8 {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer out = CharBuffer.allocate(8192);
    private ByteBuffer rest = ByteBuffer.allocate(0);
    private boolean valid = true;

    public void feed(byte[] piece) {
        if (!valid) return;
        var in = ByteBuffer.allocate(rest.remaining() + piece.length)
                .put(rest)
                .put(piece)
                .flip();
        run(in, false);
        rest = in.slice();
    }

    private void run(ByteBuffer in, boolean end) {
        while (valid) {
            out.clear();
            var result = decoder.decode(in, out, end);
            if (result.isError()) valid = false;
            else if (result.isUnderflow()) return;
        }
    }

    /** The answer, once everything was fed. */
    public boolean valid() {
        run(rest, true);
        return valid;
    }
}

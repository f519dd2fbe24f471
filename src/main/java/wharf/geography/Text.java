package wharf.geography;

import java.util.Optional;

/** What text from outside may hold so that a database stores it and a label prints it. */
final class Text {
    static final int LONGEST = 200;
    private static final int SHOWN = 60;

    private Text() {}

    /** What makes the text impossible to store or print, as the rest of a sentence. */
    static Optional<String> fault(String text) {
        if (isPlain(text)) return Optional.empty();
        if (text.codePointCount(0, text.length()) > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters. Shorten it.");
        }
        return text.codePoints()
                .mapToObj(Text::faultOf)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Short and printable ASCII, as most text is: nothing to find, and nothing to search for character by character. */
    private static boolean isPlain(String text) {
        if (text.length() > LONGEST) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') return false;
        }
        return true;
    }

    private static Optional<String> faultOf(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            return Optional.of("holds the control character U+%04X. Remove it.".formatted(codePoint));
        }
        if (Character.getType(codePoint) == Character.SURROGATE) {
            return Optional.of(
                    "holds half a character (U+%04X), broken on its way. Send it as UTF-8.".formatted(codePoint));
        }
        if ((codePoint & 0xFFFE) == 0xFFFE) {
            return Optional.of("holds U+%04X, which is no character. Remove it.".formatted(codePoint));
        }
        return Optional.empty();
    }

    /** Trimmed, white space (tabs and line ends too) made one blank each, invisible direction marks dropped. */
    static String tidy(String text) {
        if (isPlain(text) && !text.startsWith(" ") && !text.endsWith(" ") && !text.contains("  ")) return text;
        var out = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isInvisible(c)).forEach(c -> {
            var blank = c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
            if (!blank) {
                out.appendCodePoint(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        });
        return out.toString().strip();
    }

    // Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
    private static boolean isInvisible(int c) {
        return c == 0x200B
                || c == 0x200E
                || c == 0x200F
                || c == 0x061C
                || c == 0xFEFF
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** Safe to show in a message or a log: short, and unprintable characters replaced. */
    static String shown(String text) {
        var out = new StringBuilder();
        text.codePoints()
                .limit(SHOWN)
                .map(c -> faultOf(c).isPresent() ? '\uFFFD' : c)
                .forEach(out::appendCodePoint);
        return out.length() < text.length() && text.codePointCount(0, text.length()) > SHOWN
                ? out + "…"
                : out.toString();
    }
}

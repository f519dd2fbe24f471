package wharf.geography;

import java.text.Normalizer;

/** Makes names comparable: lower case, no accents, no punctuation, single blanks. {@code "St. John's" → "st johns"}. */
final class Folding {
    private Folding() {}

    static String fold(String text) {
        var plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
        var out = new StringBuilder(plain.length());
        var gap = false;
        for (var i = 0; i < plain.length(); i++) {
            var c = plain.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                if (gap && !out.isEmpty()) {
                    out.append(' ');
                }
                out.append(Character.toLowerCase(c));
                gap = false;
            } else {
                gap |= !joins(c);
            }
        }
        return out.toString();
    }

    private static boolean joins(char c) {
        return c == '\'' || c == '’' || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}

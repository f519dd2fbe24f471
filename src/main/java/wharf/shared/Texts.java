package wharf.shared;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text that can be stored and shown: no NUL or other control characters but line breaks and tabs, no lone surrogates, not too long. */
public final class Texts {
    private Texts() {}

    /** Adds a problem when the text cannot be taken; null is fine. */
    public static void check(List<Problem> problems, String field, @Nullable String text, int longest) {
        if (text == null) return;
        if (text.length() > longest) {
            problems.add(Problem.of(
                    "too-long",
                    field,
                    text,
                    "This text has " + text.length() + " characters; shorten it to " + longest + "."));
        } else if (hasUnstorable(text)) {
            problems.add(Problem.of(
                    "bad-characters",
                    field,
                    text,
                    "This text holds control characters or broken Unicode; remove them."));
        }
    }

    /** As {@link #check}, and the text must not be missing or blank. */
    public static void require(List<Problem> problems, String field, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            problems.add(Problem.of(
                    "required", field, text, "This field is required; give 1 to " + longest + " characters."));
        } else {
            check(problems, field, text, longest);
        }
    }

    private static boolean hasUnstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) continue;
            if (c == '\n' || c == '\r' || c == '\t') continue;
            if (Character.isISOControl(c)) return true;
            if (!Character.isSurrogate(c)) continue;
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) return true;
            i++;
        }
        return false;
    }
}

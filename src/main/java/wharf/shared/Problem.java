package wharf.shared;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with an input.
 *
 * @param code stable machine-readable name, kebab-case, such as {@code unknown-sku}
 * @param field path of the field, such as {@code lines[2].sku}; empty when the whole is meant
 * @param value the offending value, shortened
 * @param message what is wrong and how to fix it, one sentence
 */
public record Problem(String code, String field, @Nullable String value, String message) {
    private static final int LONGEST_VALUE = 120;

    public Problem {
        if (value != null)
            value = printable(value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value);
    }

    public static Problem of(String code, String field, @Nullable Object value, String message) {
        return new Problem(code, field, value == null ? null : value.toString(), message);
    }

    public Problem under(String prefix) {
        var path = field.isEmpty() ? prefix : prefix + "." + field;
        return new Problem(code, path, value, message);
    }

    private static String printable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
            if (hidden) clean.append(String.format("\\u%04x", c));
            else clean.appendCodePoint(c);
        });
        return clean.toString();
    }
}

package wharf.platform;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import wharf.shared.Id;
import wharf.shared.Ids;
import wharf.shared.Refusal;

/**
 * Where a list read by keyset goes on: the sort key of the last row, opaque to callers. Not a secret and not signed; every value is checked
 * when it is read, and the list's own scope decides what may be seen.
 */
public record Cursor(List<String> values) {
    private static final char SEPARATOR = '\u001f';
    private static final int LONGEST = 1024;
    private static final int LAST_YEAR = 9999;

    /** Encodes strings, numbers, instants and ids, none of which may hold a control character. */
    public static String encode(Object... values) {
        var texts = new ArrayList<String>();
        for (var value : values) texts.add(value instanceof Id id ? id.value().toString() : value.toString());
        var joined = String.join(String.valueOf(SEPARATOR), texts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor back; null where there is none.
     *
     * @param parts how many values it has
     * @throws Refusal when it is not one of ours
     */
    public static @Nullable Cursor decode(@Nullable String text, int parts) {
        if (text == null || text.isEmpty()) return null;
        if (text.length() > LONGEST) throw foreign(text);
        try {
            var joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var values = List.of(joined.split(String.valueOf(SEPARATOR), -1));
            if (values.size() != parts || joined.indexOf('\uFFFD') >= 0 || joined.indexOf('\0') >= 0)
                throw foreign(text);
            return new Cursor(values);
        } catch (IllegalArgumentException e) {
            throw foreign(text);
        }
    }

    public String text(int index) {
        return values.get(index);
    }

    public long number(int index) {
        try {
            return Long.parseLong(values.get(index));
        } catch (NumberFormatException e) {
            throw foreign(values.get(index));
        }
    }

    public UUID uuid(int index) {
        try {
            return Ids.parse(values.get(index));
        } catch (IllegalArgumentException e) {
            throw foreign(values.get(index));
        }
    }

    public Instant instant(int index) {
        try {
            var instant = Instant.parse(values.get(index));
            // Beyond four digits of a year the database's own range begins to matter.
            if (instant.atOffset(ZoneOffset.UTC).getYear() > LAST_YEAR) throw foreign(values.get(index));
            return instant;
        } catch (DateTimeException e) {
            throw foreign(values.get(index));
        }
    }

    private static Refusal foreign(String text) {
        return Refusal.invalid(
                "invalid-cursor", "cursor", text, "Send nextCursor of the previous page unchanged, or none to start.");
    }
}

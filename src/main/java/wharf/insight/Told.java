package wharf.insight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact as stories are made of it.
 *
 * @param person who did it; null where it was Wharf itself
 */
record Told(
        long id,
        UUID root,
        Instant at,
        UUID subject,
        String type,
        @Nullable String person,
        @Nullable String reason,
        Map<String, @Nullable Object> data) {

    Told with(Map<String, @Nullable Object> other) {
        return new Told(id, root, at, subject, type, person, reason, other);
    }

    boolean has(String field) {
        return data.get(field) != null;
    }

    String text(String field) {
        var value = data.get(field);
        return value == null ? "" : value.toString();
    }

    /** 0 where there is no number. */
    long number(String field) {
        return data.get(field) instanceof Number number ? number.longValue() : 0;
    }

    @Nullable
    UUID uuid(String field) {
        try {
            return has(field) ? UUID.fromString(text(field)) : null;
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    @Nullable
    Instant instant(String field) {
        try {
            return has(field) ? Instant.parse(text(field)) : null;
        } catch (java.time.DateTimeException noTime) {
            return null;
        }
    }

    @Nullable
    LocalDate date(String field) {
        try {
            return has(field) ? LocalDate.parse(text(field)) : null;
        } catch (java.time.DateTimeException noDate) {
            return null;
        }
    }
}

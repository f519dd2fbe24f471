package wharf.shipping.tracking;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of carriers' messages, read without trusting them. */
final class Reading {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private Reading() {}

    /** The text of a field; null where it is missing, empty or no text. */
    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() && !value.stringValue().isBlank() ? value.stringValue() : null;
    }

    static String text(JsonNode node, String field, String otherwise) {
        return Objects.requireNonNullElse(text(node, field), otherwise);
    }

    static String require(JsonNode node, String field) {
        var text = text(node, field);
        if (text == null) throw new UnreadableMessage("The field " + field + " is missing.");
        return text;
    }

    static JsonNode list(JsonNode node, String field) {
        var list = node.path(field);
        if (!list.isArray()) throw new UnreadableMessage("The field " + field + " is not a list.");
        return list;
    }

    /** An ISO 8601 time with its zone, in this century. */
    static Instant time(String text) {
        try {
            return plausible(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new UnreadableMessage("This is not a time with its zone: " + text);
        }
    }

    static Instant plausible(Instant at) {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) throw new UnreadableMessage("No parcel is tracked at " + at);
        return at;
    }

    /** A day written {@code 2026-03-02}, or beginning so; null where it is neither. */
    static @Nullable LocalDate day(@Nullable String text) {
        if (text == null || text.length() < 10) return null;
        try {
            var day = LocalDate.parse(text.substring(0, 10));
            return day.getYear() >= 2000 && day.getYear() < 2100 ? day : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code Miami, FL, US} of the parts that are there. */
    static @Nullable String place(@Nullable String... parts) {
        var place =
                Stream.of(parts).filter(part -> part != null && !part.isBlank()).collect(Collectors.joining(", "));
        return place.isEmpty() ? null : place;
    }
}

package wharf.shipping.tracking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One event as read from a carrier's message, texts made storable.
 *
 * @param id the carrier's own of the event; null where it gives none
 * @param raw the part of the message it was read from
 */
public record CarrierReport(
        String tracking,
        @Nullable String id,
        Milestone milestone,
        Instant occurredAt,
        String code,
        String text,
        @Nullable String place,
        @Nullable LocalDate expectedBy,
        String raw) {
    private static final int LONGEST = 300;
    private static final int LONGEST_RAW = 20_000;

    public CarrierReport {
        tracking = clean(tracking, 100);
        code = clean(code, 100);
        text = clean(text, LONGEST);
        place = place == null || place.isBlank() ? null : clean(place, LONGEST);
        raw = clean(raw, LONGEST_RAW);
    }

    /** Names the event among all of its source: the same report makes the same key, a corrected one another. */
    String key() {
        var parts = String.join(
                "\u001f",
                tracking,
                String.valueOf(id),
                milestone.name(),
                occurredAt.toString(),
                code,
                String.valueOf(place));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(parts.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String clean(String text, int longest) {
        var clean = text.replaceAll("[\\p{Cc}\\p{Cs}]+", " ").strip();
        return clean.codePointCount(0, clean.length()) <= longest
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, longest));
    }
}

package wharf.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import wharf.shared.Refusal;

/**
 * A picture as it was handed in: its own bytes say what it is and how large; names and declared types are not believed. Only rasters are taken
 * from outside: an SVG can carry script.
 */
record PictureFile(String mediaType, byte[] content) {
    static final int LARGEST_BYTES = 2 * 1024 * 1024;
    private static final int LONGEST_SIDE = 4000;
    private static final int WEBP_HEADER = 30;

    private record Sides(int width, int height) {}

    /** Refuses with what is wrong with it. */
    static PictureFile of(byte[] content) {
        if (content.length == 0) throw Refusal.invalid("required", "picture", null, "Send the picture's bytes.");
        if (content.length > LARGEST_BYTES)
            throw Refusal.invalid(
                    "too-large", "picture", content.length, "A picture has at most 2 MB; save a smaller one.");
        if (webp(content).isPresent())
            return bounded("image/webp", webp(content).get(), content);
        return raster(content)
                .orElseThrow(() -> Refusal.invalid(
                        "not-a-picture",
                        "picture",
                        null,
                        "Only PNG, JPEG and WebP are taken, and these bytes are none."));
    }

    private static PictureFile bounded(String mediaType, Sides sides, byte[] content) {
        if (Math.max(sides.width(), sides.height()) > LONGEST_SIDE)
            throw Refusal.invalid(
                    "too-large",
                    "picture",
                    sides.width() + " × " + sides.height(),
                    "A picture has at most " + LONGEST_SIDE + " pixels a side; save a smaller one.");
        return new PictureFile(mediaType, content);
    }

    private static Optional<PictureFile> raster(byte[] content) {
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) return Optional.empty();
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                var sides = new Sides(reader.getWidth(0), reader.getHeight(0));
                return switch (reader.getFormatName().toLowerCase(Locale.ROOT)) {
                    case "png" -> Optional.of(bounded("image/png", sides, content));
                    case "jpeg", "jpg" -> Optional.of(bounded("image/jpeg", sides, content));
                    default -> Optional.empty();
                };
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    /** The sides of a WebP by the first chunk of its container (RFC 9649): lossy, lossless or extended. */
    private static Optional<Sides> webp(byte[] b) {
        if (b.length < WEBP_HEADER || !ascii(b, 0, "RIFF") || !ascii(b, 8, "WEBP")) return Optional.empty();
        if (ascii(b, 12, "VP8X")) return Optional.of(new Sides(1 + little(b, 24, 3), 1 + little(b, 27, 3)));
        if (ascii(b, 12, "VP8L")) {
            int bits = little(b, 21, 4);
            return Optional.of(new Sides(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff)));
        }
        if (ascii(b, 12, "VP8 ")) return Optional.of(new Sides(little(b, 26, 2) & 0x3fff, little(b, 28, 2) & 0x3fff));
        return Optional.empty();
    }

    private static boolean ascii(byte[] bytes, int at, String text) {
        return new String(bytes, at, text.length(), StandardCharsets.US_ASCII).equals(text);
    }

    private static int little(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) value = value << 8 | bytes[at + i] & 0xff;
        return value;
    }
}

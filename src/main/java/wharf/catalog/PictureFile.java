package wharf.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import wharf.platform.CleanPhoto;
import wharf.shared.Refusal;

/**
 * A picture that was handed in, as it is kept: its own bytes say what it is and how large; names and declared types are not believed. Anybody may
 * look at it, so that it is drawn anew as photos are, without what a camera wrote into it. WebP, which the JDK cannot read, is kept as it came.
 * Only rasters are taken from outside: an SVG can carry script.
 */
record PictureFile(String mediaType, byte[] content) {
    static final int LARGEST_BYTES = 2 * 1024 * 1024;
    private static final int LONGEST_SIDE = 4000;
    private static final Set<String> TAKEN = Set.of("png", "jpeg", "jpg");
    private static final int WEBP_HEADER = 30;
    private static final int WEBP_TELLS = 0x08 | 0x04;

    private record Sides(int width, int height) {}

    /** Refuses with what is wrong with it. */
    static PictureFile of(byte[] content) {
        if (content.length == 0) throw Refusal.invalid("required", "picture", null, "Send the picture's bytes.");
        if (content.length > LARGEST_BYTES)
            throw Refusal.invalid(
                    "too-large", "picture", content.length, "A picture has at most 2 MB; save a smaller one.");
        var webp = webp(content);
        if (webp.isPresent()) {
            bound(webp.get());
            refuseTelling(content);
            return new PictureFile("image/webp", content);
        }
        bound(sides(content).orElseThrow(PictureFile::noPicture));
        var drawn = CleanPhoto.of(content).orElseThrow(PictureFile::noPicture);
        return new PictureFile(drawn.mediaType(), drawn.content());
    }

    private static Refusal noPicture() {
        return Refusal.invalid(
                "not-a-picture",
                "picture",
                null,
                "Only whole PNG, JPEG and WebP pictures are taken, and these bytes are none.");
    }

    private static void bound(Sides sides) {
        if (Math.max(sides.width(), sides.height()) > LONGEST_SIDE)
            throw Refusal.invalid(
                    "too-large",
                    "picture",
                    sides.width() + " × " + sides.height(),
                    "A picture has at most " + LONGEST_SIDE + " pixels a side; save a smaller one.");
    }

    /** By the header of a PNG or JPEG, before anything of it is drawn. */
    private static Optional<Sides> sides(byte[] content) {
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) return Optional.empty();
            var reader = readers.next();
            try {
                if (!TAKEN.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) return Optional.empty();
                reader.setInput(input, true, true);
                return Optional.of(new Sides(reader.getWidth(0), reader.getHeight(0)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    /** An extended WebP says in its header that it carries EXIF or XMP: where and with what it was made. */
    private static void refuseTelling(byte[] webp) {
        if (ascii(webp, 12, "VP8X") && (webp[20] & WEBP_TELLS) != 0)
            throw Refusal.invalid(
                    "tells-too-much",
                    "picture",
                    null,
                    "This WebP also says where or with what it was made (EXIF, XMP); save it without that, or as a JPEG.");
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

package wharf.delivery.cases;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * A picture that was checked: its own bytes say that it is a JPEG or PNG, and of what size; names and declared types are not believed. Kept as
 * it came, since a copy would lose the camera's orientation.
 */
public record Photo(String mediaType, byte[] content) {
    public static final int MOST = 3;
    public static final long LARGEST_BYTES = 8L * 1024 * 1024;
    private static final int LONGEST_SIDE = 12_000;

    /** Empty when it is no picture we take. */
    public static Optional<Photo> of(byte[] content) {
        if (content.length == 0 || content.length > LARGEST_BYTES) return Optional.empty();
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) return Optional.empty();
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                var format = reader.getFormatName().toLowerCase(Locale.ROOT);
                int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
                if (longest > LONGEST_SIDE) return Optional.empty();
                return switch (format) {
                    case "jpeg", "jpg" -> Optional.of(new Photo("image/jpeg", content));
                    case "png" -> Optional.of(new Photo("image/png", content));
                    default -> Optional.empty();
                };
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    String extension() {
        return mediaType.equals("image/png") ? "png" : "jpg";
    }
}
